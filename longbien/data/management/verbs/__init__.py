"""What `longbien data` does, a module for each of the parts that have verbs of their own."""
