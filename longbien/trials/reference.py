"""Generated pages about trials: the lifecycle, the telemetry format, the guardrail monitor."""

import inspect
from collections.abc import Iterable

from longbien.kernel.reference import page
from longbien.trials.kinds.shelf import LANGUAGES, SHIPPED, files
from longbien.trials.rules import comparison, lifecycle, words
from longbien.trials.rules.certifying import delays, false_alarms, paths
from longbien.trials.rules.comparing import answer, course, lots, reading, reviewed, samples
from longbien.trials.rules.comparing import power as comparing_power
from longbien.trials.rules.comparing import units as comparing_units
from longbien.trials.rules.dossier import chain, conduct, figures, file, law, stops, verify
from longbien.trials.rules.dossier import comparisons as compared_again
from longbien.trials.rules.dossier import limits as accounts
from longbien.trials.rules.dossier.file import FORMAT, PARTS
from longbien.trials.rules.kinds.kind import Kind, Suggestion, read_kind
from longbien.trials.rules.leaving import lessons
from longbien.trials.rules.limits import burndown, days, incidents, parts, running, usage, zones
from longbien.trials.rules.monitors import (
    allotment,
    asymptotic,
    betting,
    blocks,
    bounded,
    closed,
    difference,
    failure,
    guardrail,
    many,
    power,
    question,
    rate,
    reviews,
    units,
    wealth,
)
from longbien.trials.rules.policy import ALARM_ODDS, SKEW_MINUTES
from longbien.trials.rules.sta import entities as sta_entities
from longbien.trials.rules.sta import terms as sta
from longbien.trials.rules.sta.filters import FUNCTIONS
from longbien.trials.rules.telemetry import MAX_BYTES, MAX_LINE, MAX_LINES, WRONG

LIFECYCLE = """\
# The life of a trial

Generated from `trials/rules/lifecycle.py` by `longbien docs build`. Nothing else moves a trial. Suspension may happen
by itself, and a term runs out by itself; to resume and to revoke takes a named officer and a reason.

```mermaid
"""
LESSONS = """
## A lesson for law

Each exit yields one for every provision that was waived, or for the regime itself. A named officer records each step
with its source, in public. Why trials end in steps: [ADR 14](../adr/0014-how-a-trial-ends.md).

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
`id` (unique within the trial), `device`, `at`, `lon` and `lat` (WGS 84) are needed. Where they apply: `speed_kmh`,
`participants` (how many people take part now), `participant` (the code of one who consented, or a list of them),
`value` (of this transaction), `measures` (what a guardrail counts), `altitude_m` (above the ground) and `arm` (in a
trial that compares: `"new"` or `"old"`, which it had). `measures` holds the amounts it is counted against, too. Where
the kind of the trial says so, a fleet's own names are read as these, and a line without a position is placed inside the
first area. Other
keys are kept as they come; the answer names them under `unknown`.

There is no limit to lateness: every event is judged by its own time, whenever it comes, and the same events lead to the
same breaches in any order and any batches. Each answer counts what was `late` (came more than {skew} minutes after it
happened), `disordered` (older than what its device had told before), `skewed` (a clock more than {skew} minutes ahead),
a `duplicates` or one of `conflicts` (the same id with other content).

| answer | means |
|---|---|
| 200 | stored and judged; `suspended` in the body tells whether the trial may go on |
| 409 with `batch` | stored; some was operation that was not allowed: stop if `message` says so, send it no more |
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
    followed = "".join(f"- `{state}`: {lessons.NAMES[state]['en']}\n" for state in lessons.STATES)
    life = f"{LIFECYCLE}{lifecycle.diagram()}```\n\n{names}"
    return f"{life}{LESSONS}{lessons.diagram()}```\n\n{followed}"


@page("telemetry")
def telemetry() -> str:
    """The wire format with its rules and faults."""
    head = TELEMETRY.format(lines=MAX_LINES, bytes=MAX_BYTES, line=MAX_LINE, skew=SKEW_MINUTES)
    rules = "".join(f"| `{rule}` | {name['en']} |\n" for rule, name in words.RULES.items())
    faults = "".join(f"| `{code}` | {said['en']} |\n" for code, said in WRONG.items())
    return f"{head}{rules}{FAULTS}{faults}"


LIMITS = {
    parts: "What may be limited besides",
    zones: "Zones",
    days: "Public holidays",
    usage: "What is used up",
    running: "Running caps",
    incidents: "Incidents",
    burndown: "Burn-down",
}


@page("limits")
def limits() -> str:
    """The further limits of a licence, as their modules say them."""
    head = "# The further limits of a licence\n\nGenerated from `trials/rules/limits`. "
    head += "Why it is so: [ADR 12](../adr/0012-limits-without-a-new-format.md).\n"
    return head + "".join(f"\n## {title}\n\n{inspect.getdoc(module)}\n" for module, title in LIMITS.items())


MONITORS = {
    units: "The unit of analysis",
    guardrail: "A guardrail that bets",
    closed: "A guardrail that judges whole days",
    wealth: "Evidence and detector",
    betting: "Means and counts",
    rate: "Incident rate with exposure",
    failure: "Failure probability",
    bounded: "Mean of a long stream",
    asymptotic: "Mean without bounds",
    difference: "Two arms",
    blocks: "Switchbacks and clusters",
    reviews: "Scheduled reviews",
    allotment: "Sample ratio",
    many: "Many at once",
    power: "How much must be seen",
    question: "Whether a plan can answer",
    false_alarms: "False alarms, measured",
    delays: "Delays, measured",
    paths: "The paths they are measured on",
}


@page("guardrails")
def guardrails() -> str:
    """The statistics of the monitors, as their modules say them."""
    head = f"# The monitors\n\nGenerated from `trials/rules/monitors`. A guardrail suspends at {ALARM_ODDS} to 1.\n"
    head += "Why it is so: [ADR 11](../adr/0011-the-statistics-of-a-trial.md).\n"
    return head + "".join(f"\n## {title}\n\n{inspect.getdoc(module)}\n" for module, title in MONITORS.items())


COMPARED = {
    comparison: "The question",
    lots: "Lots",
    comparing_units: "Units",
    samples: "Values",
    course: "The course of days",
    reading: "What may be said",
    reviewed: "Reviews fixed before",
    comparing_power: "How much must be seen",
}


@page("comparisons")
def comparisons() -> str:
    """What a plan compares, as the modules say it; every verdict with its words."""
    head = "# Comparisons\n\nGenerated from `trials/rules/comparing`. Evidence only: no comparison stops a trial.\n"
    head += "Why it is so: [ADR 16](../adr/0016-comparisons-by-lot.md).\n"
    said = "".join(f"\n## {title}\n\n{inspect.getdoc(module)}\n" for module, title in COMPARED.items())
    names = "".join(f"| `{verdict}` | {name['en']} |\n" for verdict, name in answer.NAMES.items())
    return f"{head}{said}\n## Verdicts\n\n| | |\n|---|---|\n{names}"


KINDS = """\
# Kinds of trial

Generated from `trials/kinds/*.yaml` by `longbien docs build`. A hub adds its own:
[Add a kind of trial](../how-to/add-a-kind-of-trial.md). Limits are proposals of the hub (`basis: hub-rule`), no law.
Why rates wait for their day: [ADR 15](../adr/0015-kinds-and-whole-days.md).
"""


@page("trial-kinds")
def trial_kinds() -> str:
    """Every kind that the house ships: what it counts, in which unit, by which statistic, what is proposed."""
    shipped = [read_kind(file.data, LANGUAGES) for file in files(SHIPPED)]
    return KINDS + "".join(map(_kind, shipped))


def _kind(kind: Kind) -> str:
    rows = "".join(
        f"| `{one.code}` | {one.name['en']} | {one.unit} | {one.statistic} | {one.against and f'`{one.against}`'} |\n"
        for one in kind.terms.measures
    )
    proposals = "".join(
        f"- `{one.guardrail.measure}`: at most {one.guardrail.limit} in {one.guardrail.per}. {one.why['en']}\n"
        for one in kind.proposals
    )
    compared = "".join(f"- {_compared(one)} {one.why['en']}\n" for one in kind.suggestions)
    suggested = f"\nSuggested to compare:\n\n{compared}" if compared else ""
    head = f"\n## {kind.title['en']} (`{kind.code}`)\n\n{kind.summary['en']}\n\n"
    counted = f"| measure | | unit | statistic | against |\n|---|---|---|---|---|\n{rows}"
    return f"{head}{counted}\nProposed:\n\n{proposals}{suggested}"


def _compared(one: Suggestion) -> str:
    against = f" against `{one.against}`" if one.against else ""
    blocks = f" of {one.block_hours} hours" if one.block_hours else ""
    return f"`{one.measure}`{against} ({one.better} is better), {one.design}{blocks} by {one.unit}."


DOSSIER = """\
# The evidence dossier: its format

Generated from `trials/rules/dossier` by `longbien docs build`. Why it is so:
[ADR 6](../adr/0006-one-file-of-evidence.md). How to check one: [Verify a dossier](../how-to/verify-a-dossier.md).

One file, `{form}`: UTF-8 JSON Lines, each line the RFC 8785 bytes of its data, each ended by one line feed.

1. The **manifest**: `format`, `hub`, `trial`, `number`, `built_at`, `key` (C2SP vkey) and `parts`: `name`, `bytes` and
   `sha256` of each part's line without its line feed, in order.
2. One line for each **part**: `{{"content": …, "part": "plan"}}`.
3. The **signature**: `manifest_sha256`, and `signature`, a C2SP signature line. The manifest, an empty line and that
   line make a signed note of the key that signs the hub's log.

| part | holds |
|---|---|
"""
CHECKS = """\
## What is checked

Besides length, SHA-256 and order of each part, the entries of the timeline (numbered from 1 without a gap, linked by
SHA-256, each proven to stand in the signed log), and the verdict on every listed breach, given anew:

"""
HOLDS = {
    "plan": "every licensed version: plan and policy (geometry included) with their SHA-256",
    "regime": "the version of the legal regime that the licence rests on",
    "licence": "number, holder, case, term, when it was licensed, started and closed",
    "waivers": "the provisions from which the plan is exempt, and why",
    "batches": "each batch of telemetry: SHA-256 of its raw bytes, counts, digests of its events and breaches",
    "breaches": "each event that broke a rule, with all that the verdict needs; `witness` for caps over many events",
    "suspensions": "since when, by which rule and event, lifted when, by whom, why",
    "incidents": "what people reported, without its description",
    "statistics": "totals; for each guardrail its inputs, steps and alarms; what each day used of running caps; "
    "for each comparison its units, points, reviews and verdict, where the plan compares",
    "timeline": "every leaf of the trial's own sequence, with the openings that may be shown",
    "log": "the signed checkpoint and the RFC 6962 audit path of every leaf; RFC 3161 stamps on heads",
    "keys": "the public key in its C2SP form, its id and its SHA-256",
}
CHECKED = (
    file.READABLE, file.SIGNED, file.SAME_KEY, file.NOTHING_ELSE, verify.KEYS,
    chain.OPENINGS, chain.COMMITTED, chain.SIGNED,
    law.PLAN, law.WITHIN, law.REGIME, law.LICENCE, law.WAIVERS, conduct.BATCHES, conduct.DIGESTS, conduct.INCIDENTS,
    stops.LISTED, stops.FOLLOWED, stops.FOUNDED, stops.BY_NAME, figures.TOTALS, figures.MONITORS,
    compared_again.LOTS, compared_again.COMPUTED, accounts.USED, accounts.INCIDENTS,
)  # fmt: skip


@page("dossier")
def dossier_format() -> str:
    table = "".join(f"| `{name}` | {HOLDS[name]} |\n" for name in PARTS)
    checks = "".join(f"- {what['en']}\n" for what in CHECKED)
    return f"{DOSSIER.format(form=FORMAT)}{table}\n{CHECKS}{checks}"


SENSORS = """\
# Sensors: what SensorThings may be asked

Generated from `trials/rules/sta` by `longbien docs build`. How to begin:
[Connect sensors](../how-to/connect-sensors.md). Why it is so: [ADR 17](../adr/0017-fixed-sensors-on-the-same-store.md).

Below `/api/trials/<id>/sta/v1.1`: paths such as `Things(1)/Datastreams(2)/Observations`, `Things(1)/name`,
`Things(1)/name/$value`, `Things/$ref`; `POST` to a set, `PATCH` and `PUT` to an entity; `POST CreateObservations`.

| set | properties | ways |
|---|---|---|
"""
ASKED = """
## Query options

`$top` (at most {page:,}; {default} where it is not said), `$skip`, `$count`, `$orderby`, `$select`, `$filter`, and
`$expand` with options of its own in brackets: `Datastreams($expand=Sensor;$top=5)`, or `Datastreams/Sensor`. Of
Observations also `$resultFormat=dataArray`.

A `$filter` compares (`eq ne gt ge lt le`), joins (`and or not`), reckons (`add sub mul div mod`) and calls {functions}.
It follows ways: `Datastream/Thing/name eq 'cam-1'`; of many at the end of one, one that fits is enough. Values of
different types don't fit each other. An interval of time counts by its last moment.

## How much at once

| | at most |
|---|---|
| observations in a request | {observations:,} |
| entities that a request declares | {entities:,} |
| ways that `$expand` follows | {ways}, {deepest} within each other |
| a `$filter` | {filter:,} characters |
| entities in an answer | {shown:,} |
| sets of observations in an answer, where each entity shows its own | {asked:,} |
| observations that are looked at one by one, where a filter asks more than their time and Datastream | {scanned:,} |
"""


@page("sensors")
def sensors() -> str:
    """The sets of SensorThings with their properties and ways, the query options, and the bounds."""
    rows = "".join(
        f"| `{kind.plural}` | {_marked(kind.fields)} | {_marked(kind.ways)} |\n" for kind in sta_entities.KINDS
    )
    return f"{SENSORS}{rows}" + ASKED.format(
        page=sta.LARGEST_PAGE, default=sta.PAGE, functions=_marked(FUNCTIONS), observations=sta.MOST_OBSERVATIONS,
        entities=sta.MOST_ENTITIES, ways=sta.MOST_EXPANDED, deepest=sta.DEEPEST, filter=sta.LONGEST_FILTER,
        shown=sta.MOST_SHOWN, asked=sta.MOST_ASKED, scanned=sta.MOST_SCANNED,
    )  # fmt: skip


def _marked(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
