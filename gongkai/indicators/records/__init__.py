"""Records files in, typed clean tables out: nothing dropped without a word."""
