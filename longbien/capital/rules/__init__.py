"""The pure rules of capital."""
