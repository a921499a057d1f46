"""Self-assessment: answers, evidence, claims of items a unit cannot have, the signed report."""
