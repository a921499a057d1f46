"""Jobs of proactive disclosure; importing this registers them."""
