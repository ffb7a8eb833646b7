"""What fixed sensors are declared to be over SensorThings; what they observe goes the way of all telemetry."""
