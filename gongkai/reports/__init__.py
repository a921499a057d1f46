"""Documents people hand on: HTML, Excel and Word in official format."""
