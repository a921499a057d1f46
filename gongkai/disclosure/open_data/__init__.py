"""What is public as values: the same for pages, their JSON twins, search, the API and exports.

Addresses, items and lists are made here once, so that no outlet says more or less than another.
Nothing here decides what is public: it is handed what ``queries.published`` has let through.
"""
