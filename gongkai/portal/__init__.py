"""The public portal: pages rendered to files, and what is computed for the public on demand."""
