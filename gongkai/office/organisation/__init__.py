"""The organisation: tree of units, page of each, bodies and rosters, shared tasks, import."""
