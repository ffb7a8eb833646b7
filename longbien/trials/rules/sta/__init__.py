"""OGC SensorThings 1.1: its entities, paths, query options and filters, and what is observed as lines of telemetry."""
