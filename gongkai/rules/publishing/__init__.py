"""Publishing: editions, review chains, pages, validity, visibility, bundles."""
