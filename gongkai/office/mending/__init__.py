"""Orders to rectify on the screen: the office's register, a round's orders, the unit's answer."""
