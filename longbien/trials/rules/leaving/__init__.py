"""How a trial ends, and what law may learn."""
