"""Pages of cubes: proposed, published, asked."""
