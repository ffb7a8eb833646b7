"""Terms and flows as people write them, in YAML, JSON or CSV; every departure a fault with its line."""
