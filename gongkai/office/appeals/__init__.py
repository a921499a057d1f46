"""Appeals on the screen: the unit files, the office admits, hearers decide, the result follows."""
