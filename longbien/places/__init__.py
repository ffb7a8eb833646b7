"""Places: the areas where something may be tested, the wards that residents know their streets by, laboratories.

Words: an *area* is designated for controlled testing; its outline has versions, and a licence keeps its own copy. A
*ward* is the smallest unit of a country's administration; a country algorithm (`kinds/<country>.py`) finds it by name.
A *laboratory* has *machines*, whose hours are *booked*; higher rooms that keep quotas *pay* for them (`registry`).

Verbs: `load_area`, `load_laboratory`, `book_machine`, `cancel_booking`; `area`, `areas`, `areas_near`, `find_wards`,
`areas_in_ward`, `laboratories`.
"""
