"""What a fleet does over MDS beside its telemetry, which goes the way of all telemetry (`ingest_batch`)."""
