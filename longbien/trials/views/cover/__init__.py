"""Pages of insurance and claims."""
