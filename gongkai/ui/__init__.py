"""Components shared by every screen: made once, shown in a gallery that is itself tested."""
