"""Generated pages about trials: the lifecycle, the telemetry format, the guardrail monitor."""

import inspect

from longbien.kernel.reference import page
from longbien.trials.rules import lifecycle, monitor, words
from longbien.trials.rules.policy import ALARM_ODDS, SKEW_MINUTES
from longbien.trials.rules.telemetry import MAX_BYTES, MAX_LINE, MAX_LINES, WRONG

LIFECYCLE = """\
# The life of a trial

Generated from `trials/rules/lifecycle.py` by `longbien docs build`. Nothing else moves a trial. Suspension may happen
by itself; to resume and to revoke takes a named officer and a reason.

```mermaid
"""
TELEMETRY = """\
# Telemetry: what a fleet sends, what it hears

Generated from `trials/rules` by `longbien docs build`. Why it is so: [ADR 5](../adr/0005-telemetry-and-suspension.md).

```
POST /api/trials/<id>/telemetry
Authorization: Bearer lb_…
Content-Type: application/x-ndjson

{{"id": "r1-7", "device": "r1", "at": "2026-11-09T01:30:00Z", "lon": 105.84, "lat": 21.0, "speed_kmh": 4.2}}
```

One event a line, at most {lines:,} lines, {bytes:,} bytes a batch and {line:,} bytes a line; empty lines are skipped.
`id` (unique within the trial), `device`, `at`, `lon` and `lat` (WGS 84) are needed. `speed_kmh`, `participants` (how
many people take part now), `value` (of this transaction) and `measures` (what a guardrail counts) where they apply.
Other keys are kept as they come. A clock more than {skew} minutes ahead is counted as skewed.

| answer | means |
|---|---|
| 200 | stored and judged; `suspended` in the body tells whether the trial may go on |
| 409 with `batch` | stored, judged; some was operation under suspension or after the end: stop, send it no more |
| 409 without | the trial has not started; nothing was stored |
| 422 | bad lines, each named; nothing was stored: mend them and send the batch again |
| 401, 413, 415 | no valid key; too large; another media type |

Whatever is not answered can be sent again: the same bytes are answered as before, the same event is stored once.

## Rules

| rule | what it says of an event |
|---|---|
"""
FAULTS = """
## What is wrong with a line

| | |
|---|---|
"""


@page("trial-lifecycle")
def trial_lifecycle() -> str:
    """The state diagram and the names of the states."""
    names = "".join(f"- `{state}`: {lifecycle.NAMES[state]['en']}\n" for state in lifecycle.STATES)
    return f"{LIFECYCLE}{lifecycle.diagram()}```\n\n{names}"


@page("telemetry")
def telemetry() -> str:
    """The wire format with its rules and faults."""
    head = TELEMETRY.format(lines=MAX_LINES, bytes=MAX_BYTES, line=MAX_LINE, skew=SKEW_MINUTES)
    rules = "".join(f"| `{rule}` | {name['en']} |\n" for rule, name in words.RULES.items())
    faults = "".join(f"| `{code}` | {said['en']} |\n" for code, said in WRONG.items())
    return f"{head}{rules}{FAULTS}{faults}"


@page("guardrails")
def guardrails() -> str:
    """The statistics of the monitor, as its module says them."""
    said = inspect.getdoc(monitor) or ""
    head = f"# The guardrail monitor\n\nGenerated from `trials/rules/monitor.py`. It suspends at {ALARM_ODDS} to 1.\n\n"
    return f"{head}{said}\n"
