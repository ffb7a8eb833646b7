"""Questions under an agreement on another engine."""
