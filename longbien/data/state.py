"""Files of the data platform that a backup holds: the lake, what was kept apart, cubes. Shares are made anew."""

from longbien.record import state

state.register("lake", "**/*[a-z]")  # a draft of a table's file ends with a number
state.register("quarantine", "*.parquet")
state.register("cubes", "*/*.json")
