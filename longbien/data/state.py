"""Files of the data platform that a backup holds: the lake, and what was kept apart. Shares are made anew."""

from longbien.record import state

state.register("lake", "**/*[a-z]")  # a draft of a table's file ends with a number
state.register("quarantine", "*.parquet")
