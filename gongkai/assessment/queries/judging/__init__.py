"""What was judged of units, as far as a viewer may see it, and how far everybody is."""
