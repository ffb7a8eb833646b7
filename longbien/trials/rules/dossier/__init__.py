"""The evidence dossier: one file that proves how a trial was run, to anyone who has the hub's public key.

`write` makes the bytes of frozen parts, `read` finds what was changed, `verify` recomputes what the parts say. All of
it runs without a database, a clock or a network.
"""
