"""Ventures: who carries which idea across the bridge, and how far it has come.

Words: a *venture* is an organisation at work on a problem, founded when its application is accepted; a *stage* is one
of the hub's, and a *gate* the decision that leads to the next; the *crossing* is all of it as one timeline. This room
alone joins application, trial and deal.

Verbs: `found`, `pass_gate`, `open_next`; effects of procedures `ventures.found` and `ventures.pass_gate`.
"""
