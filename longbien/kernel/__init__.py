"""Words every room shares. Pure Python: no Django, no clock, no database.

Money, Period, WorkingDays, Text, Citation, Event, Subject, Outcome, Actor, Refusal; ids, folding, `extras.require()`.
A value from here is frozen, compares by content, and refuses to be built wrong.
"""
