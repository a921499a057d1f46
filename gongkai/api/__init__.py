"""Open data: everything public, for programs. ``endpoints`` is the table it is made of."""
