"""Files of the trials room that a backup holds: the raw batches, and the dossiers that were handed out."""

from longbien.record import state

state.register("telemetry", "**/*.ndjson")
state.register("dossiers", "**/*.jsonl")
