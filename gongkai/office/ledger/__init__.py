"""The work ledger on the screen: what was planned and held all year."""
