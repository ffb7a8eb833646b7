"""Files of the people room that a backup holds: letters that stay here because no server takes mail."""

from longbien.record import state

state.register("mail", "*.eml")
