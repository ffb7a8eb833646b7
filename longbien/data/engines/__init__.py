"""The same agreement on other engines: terms as one Ibis expression, and a question run against it there.

Loaded only when somebody asks: Ibis comes with the extras `spark` and `clickhouse`. Outsiders never reach these; they
go through the gateway, whose worker is locked.
"""
