"""The gateway to any model. Opens with a later issue; nothing lives here yet, and no page needs it.

Words: a *passage* is cited text; a *draft* is typed and approved by a person.
"""
