"""Orders paid by results: routes, parts and their criteria, the life of an order, what comes next, its open data."""
