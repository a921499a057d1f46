"""From facts and a scheme to scores, grades, ranks and their explanation."""
