"""People: who may do what, and in whose name.

Words: a *person* has an account; an *organisation* (department, university, company, team) has *members*; a *governing
body* has seats; a *role* is held in the hub. The *policy* is one declarative table: rooms register rows, views, API and
lists ask it.

Verbs: `register_organisation`, `add_member`, `grant_role`; `can`, `check`, `visible`.
"""
