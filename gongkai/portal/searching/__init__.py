"""The search page of the portal, suggestions while typing, and the upkeep of the index."""
