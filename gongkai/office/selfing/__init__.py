"""Self-assessment on the screen: a unit's form, its evidence, its report; the office's list."""
