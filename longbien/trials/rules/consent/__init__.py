"""Participants: what they agreed to under a code, what they took back, and what that means for telemetry."""
