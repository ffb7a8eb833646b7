"""The online academy: courses, learning records, certificates. Opens with a later issue; nothing lives here yet."""
