"""Procedures: one engine for every public service, each described in one file of the hub.

Words: a *procedure* is published in immutable *versions*; a *case* is one applicant's run through the version it was
opened under, at a *state*; an *action* moves it, if the actor's *role*, the *guard* and the *form* allow; *answers* are
what was accepted, a *draft* what is still being written; a *task* is work asked of one person, such as a review; a
*notice* tells someone that a case moved.

Governing bodies hold *meetings*: an *item* of the agenda is an action of a case, or another matter, voted on by name.

A *quorum* counts *votes*; a *signature* binds a person to a move; a *fee* stands in the ledger; a *letter* is numbered
with its decision and sealed after it; an *appeal* is a case about a case; a *draft service* is one still being written.

Verbs: `publish_version`, `open_case`, `save_draft`, `perform`, `assign_tasks`, `submit_task`, `declare_conflict`.
"""
