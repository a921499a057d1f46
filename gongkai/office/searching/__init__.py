"""The search report: what people looked for in vain, and what they waited for."""
