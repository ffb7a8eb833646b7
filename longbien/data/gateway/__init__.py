"""Questions of outsiders to shared data: a process for each, locked before the question is read, killed when late.

`asking.run(statement, offers, limits)` answers with Arrow or refuses in words; `asking.judge(statement, names)` says
beforehand whether a statement may run. Nothing here knows of Django: `worker` and `mother` run without it.
"""
