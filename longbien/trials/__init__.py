"""Trials: testing something new in the city, within limits, in the open, on the record.

Words: a *regime* is the law that allows a trial (data, dated); a *plan* says where, when, how much and what stops it;
a *licence* is one immutable version of the plan, compiled to a *policy* that machines check; *telemetry* is what the
trial's devices report; a *breach* is an event that broke a named rule; a *guardrail* is a rule or a monitor of the
plan, and a *stopping* one suspends the trial at once; a *comparison* asks whether the new is better than the old, by
lots, and suspends nothing.

Verbs: `issue_licence`, `extend_licence`, `start_trial`, `ingest_batch`, `suspend`, `resume`, `revoke`, `close_trial`,
`file_exit`, `announce_start`, `answer_concern`, `follow_lesson`,
`issue_key`, `revoke_key`, `report_incident`.
"""
