"""SensorThings 1.1 below /api/trials/<trial>/sta/v1.1: a trial is a service, a fleet's key opens it."""

from longbien.trials.api.sta import arrays, reading, writing
from longbien.trials.api.sta.speaking import router

__all__ = ["arrays", "reading", "router", "writing"]
