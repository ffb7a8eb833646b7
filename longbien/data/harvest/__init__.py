"""Reading other catalogues: the only place of this room that asks anybody outside, and how far it goes."""
