"""How a trial ends: stopped for good, run out, reported on."""
