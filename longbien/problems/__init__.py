"""Problems: what the city asks to have solved.

Words: a *problem* has a *statement* (title, summary, sector, localities, outputs, KPIs, sources) kept in immutable
*versions*; it passes the city's four steps: *classify* by locality and sector, *standardise* outputs and KPIs,
*publish*, *apply*. A figure nobody published is "not published", never a guess.

Verbs: `state`, `save`, `classify`, `standardise`, `publish`, `close`, `apply_with`, `load_problems`.
"""
