"""The record: what happened, once and for all.

Words: an *event* is a leaf of canonical JSON; a *chain* is the numbered sequence of one trial or case; the *log* is the
RFC 6962 Merkle tree over all leaves; a *checkpoint* is its signed head; an *opening* is the salt and value behind a
sealed field; a *delivery* is work that an event asked for and that happens outside the transaction.

Verbs: `act` (one transaction), `emit` (write an event), `on` (react), `store_document`, `sequence`, `sign_checkpoint`.
"""
