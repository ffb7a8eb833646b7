"""Run by test_races in processes of its own: prepare what two people fight over, fight, look at what became of it."""

import json
import sys
import time
from pathlib import Path
from uuid import UUID

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
django.setup()

from longbien.kernel.refusal import Refusal  # noqa: E402
from longbien.people.models import Membership  # noqa: E402
from longbien.people.queries import actor_for  # noqa: E402
from longbien.procedures.actions.fees.settle_fee import record_payment, waive_fee  # noqa: E402
from longbien.procedures.actions.open_case import open_case  # noqa: E402
from longbien.procedures.actions.perform import perform  # noqa: E402
from longbien.procedures.models import Case, Fee, Letter, Move  # noqa: E402
from tests.procedures import make  # noqa: E402
from tests.procedures.world import LETTER, other  # noqa: E402

RACES = ("vote", "fee", "appeal", "letter")


def prepare() -> None:
    appeal = other("test.appeal") | {"about": "procedures.case"}
    make.published(make.changed(appeal, {"set": {"actions.approve.do": ["reopen"]}}), {})
    changes = {
        "letters": {"award": "letters/award.typ"},
        "states.rejected": {"final": True, "appeal": {"procedure": "test.appeal", "within": "5wd", "reopen": "again"}},
        "actions.again": make.action("rejected", "screening", "system", require=["reason"]),
        "actions.submit.fee": {"minor": "150000", "currency": "VND"},
        "actions.approve": make.action("screening", "accepted", "officer", quorum=2, do=["letter award"]),
        "actions.finish": make.action("screening", "accepted", "officer", do=["letter award"]),
    }
    make.published(make.changed(make.sample(), {"set": changes}), letters={"award": LETTER})
    lead, mate = make.person("lead"), make.person("mate")
    officers = [make.person(name, "programme-officer") for name in ("first", "second", "third")]
    team = make.team(lead)
    Membership.objects.create(person=mate, organisation=team, role="member")
    voted, owed, refused, *lettered = [make.submitted(team, lead) for _ in range(5)]
    first = make.actor(officers[0])
    perform(case_id=voted, action="approve", by=first, at=make.MONDAY)
    perform(case_id=refused, action="reject", reason="No.", by=first, at=make.MONDAY)
    fee = Fee.objects.get(case_id=owed).pk
    sides = [
        {"officer": officers[1 + n].pk, "applicant": (lead, mate)[n].pk, "lettered": lettered[n]} for n in range(2)
    ]  # fmt: skip
    common = {"vote": voted, "fee": fee, "appeal": refused}
    print(json.dumps([common | one for one in sides], default=str))


def fight(side: str, which: str, folder: str) -> None:
    """One side of every race, one after the other; `which` side pays and which waives."""
    ids = {name: UUID(value) for name, value in json.loads(side).items()}
    print("ready", flush=True)
    for race in RACES:
        while not (Path(folder) / race).exists():
            time.sleep(0.001)
        try:
            _do(race, ids, which)
            print(race, "done", flush=True)
        except Refusal as refusal:
            print(race, refusal.code, flush=True)


def _do(race: str, ids: dict[str, UUID], which: str) -> None:
    officer = actor_for(ids["officer"])
    if race == "vote":
        perform(case_id=ids["vote"], action="approve", by=officer, at=make.MONDAY)
    elif race == "fee" and which == "0":
        record_payment(fee_id=ids["fee"], paid_on=make.MONDAY.date(), evidence="FT1", by=officer, at=make.MONDAY)
    elif race == "fee":
        waive_fee(fee_id=ids["fee"], reason="Because.", by=officer, at=make.MONDAY)
    elif race == "appeal":
        case = Case.objects.get(pk=ids["appeal"])
        by = actor_for(ids["applicant"])
        open_case(procedure="test.appeal", owner_id=case.owner_id, about=case.subject, by=by, at=make.MONDAY)
    else:
        perform(case_id=ids["lettered"], action="finish", by=officer, at=make.MONDAY)


def look(side: str) -> None:
    ids = {name: UUID(value) for name, value in json.loads(side).items()}
    told = {
        "moves": Move.objects.filter(case_id=ids["vote"], action="approve").count(),
        "state": Case.objects.get(pk=ids["vote"]).state,
        "fee": Fee.objects.get(pk=ids["fee"]).state,
        "appeals": Case.objects.filter(version__code="test.appeal").count(),
        "letters": sorted(Letter.objects.values_list("number", flat=True)),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    {"prepare": prepare, "fight": fight, "look": look}[sys.argv[1]](*sys.argv[2:])
