"""The counter: forms the public fills in, in the portal's frame and without scripts."""
