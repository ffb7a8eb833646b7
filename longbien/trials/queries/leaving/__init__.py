"""Reads of how trials ended: their exit reports, and what law may learn from them."""
