"""Published cases held against the room's own rules: every case runs through the code that funds run through."""
