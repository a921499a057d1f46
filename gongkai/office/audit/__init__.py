"""Events for auditors: list, history of one object, verification of the chain."""
