"""Run by test_migrating_killed in processes of its own: a crowd of cases, their migration, what became of them."""

import json
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
django.setup()

from longbien.procedures.actions.perform import perform  # noqa: E402
from longbien.procedures.models import Case, MigrationLine, MigrationRun, Move, Notice  # noqa: E402
from longbien.procedures.queries.authoring.report import report  # noqa: E402
from longbien.record.actions.deliver import deliver  # noqa: E402
from longbien.record.models import Delivery, Event  # noqa: E402
from longbien.record.queries import chain  # noqa: E402
from tests.procedures import make  # noqa: E402

# Of every ten cases: two drafts, five at the desk, one of those too large for the new form, one at the step that goes,
# one closed, one granted late.
STEPS = ("", "", "desk", "desk", "desk", "desk", "large", "parked", "accepted", "desk")


def second():
    changes = {
        "version": 2,
        "states.screening": {"sla": {"within": "3wd"}},
        "states.parked": {"title": make.bi("Parked")},
        "actions.park": make.action("screening", "parked", "officer"),
        "actions.back": make.action("parked", "screening", "officer"),
    }
    return make.changed(make.sample(), {"set": changes})


def third():
    data = make.changed(make.sample(), {"set": {"version": 3, "migrate": {"from": 2, "map": {"screening": "review"}}}})
    data["states"] = {"draft": data["states"]["draft"], "review": {"sla": {"within": "5wd"}}} | {
        name: data["states"][name] for name in ("accepted", "rejected")
    }
    for action in data["actions"].values():
        action.update({key: "review" for key in ("from", "to") if action[key] == "screening"})
    return data


def prepare(count):
    make.published(second())
    applicant, officer = make.person("applicant"), make.person("officer", "programme-officer")
    team, by, office = make.team(applicant), make.actor(applicant), make.actor(officer)
    for n in range(int(count)):
        case_id, to = make.opened(team, applicant), STEPS[n % 10]
        if to:
            data = {"title": f"Thing {n}", "size": 500 if to == "large" else 2}
            perform(case_id=case_id, action="submit", data=data, by=by, at=make.MONDAY)
        if to == "parked":
            perform(case_id=case_id, action="park", by=office, at=make.MONDAY)
        if to == "accepted":
            perform(case_id=case_id, action="approve", reason="Good.", by=office, at=make.MONDAY)
    while deliver(clock=lambda: make.MONDAY, limit=200):
        pass
    small = make.form(title={"type": "string"}, size={"type": "integer", "maximum": 100})
    make.published(third(), {"request": small})


def lines():
    print(MigrationLine.objects.count())


def migrate():
    print("begun", flush=True)
    began = time.monotonic()
    while deliver(clock=lambda: datetime.now(UTC), limit=20):
        pass
    print(json.dumps({"seconds": round(time.monotonic() - began, 2)}))


def release():
    """What a lease that ran out does: the delivery of a worker that was killed is free again."""
    Delivery.objects.filter(done_at=None).exclude(leased_until=None).update(leased_until=None, tries=0)


def outcome():
    """Everything that must be the same however often the migration was cut off."""
    run = MigrationRun.objects.get()
    found = report(run)
    cases = Counter(Case.objects.values_list("version__version", "state", "seq"))
    migrated = [case for case in Case.objects.filter(version__version=3)]
    entries = Counter(
        sum(entry.kind == "procedures.case-migrated" for entry in chain(case.subject)) for case in migrated
    )
    moved = Move.objects.filter(action="").exclude(source="")
    sent = [case for case in migrated if case.seq > 1]
    print(
        json.dumps(
            {
                "cases": sorted([*key, n] for key, n in cases.items()),
                "entries per migrated case": dict(entries),
                "events": Event.objects.filter(type="procedures.case-migrated/1").count(),
                "moves": [moved.count(), moved.values("case").distinct().count(), len(sent)],
                "notices": Notice.objects.filter(kind="migrated").count(),
                "due": sorted(Counter(str(case.due) for case in migrated).items()),
                "timers": Delivery.objects.filter(reaction__endswith="deadline_passed", done_at=None).count(),
                "report": [found.migrated, found.kept, found.finals, found.waiting, found.ended_at is not None],
                "flows": [[one.part, one.outcome, str(one.source), str(one.target), one.count] for one in found.flows],
                "reasons": [[reason["en"], count] for reason, count in found.reasons],
                "ended": Event.objects.filter(type="procedures.migration-ended/1").count(),
            }
        )
    )


if __name__ == "__main__":
    {"prepare": prepare, "lines": lines, "migrate": migrate, "release": release, "outcome": outcome}[sys.argv[1]](
        *sys.argv[2:]
    )
