"""Reads for the SensorThings interface."""
