"""Places: the areas where something may be tested, and the wards that residents know their streets by.

Words: an *area* is designated for controlled testing; its outline has versions, and a licence keeps its own copy. A
*ward* is the smallest unit of a country's administration; a country algorithm (`kinds/<country>.py`) finds it by name.

Verbs: `load_area`; `area`, `areas`, `areas_near`, `find_wards`, `areas_in_ward`.
"""
