"""Reads of caps on what runs out: how far they are used up, and what proves it."""

from longbien.trials.queries.caps.burning import burn_down
from longbien.trials.rules.limits.burndown import Burn

__all__ = ["Burn", "burn_down"]
