"""One module per section of a pack: positioned nodes in, frozen values of the scheme out."""
