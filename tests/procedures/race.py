"""Run by test_two_officers in processes of its own: prepare a case, decide it, look at what became of it."""

import sys
import time
from pathlib import Path
from uuid import UUID

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
django.setup()

from longbien.kernel.refusal import Refusal  # noqa: E402
from longbien.people.queries import actor_for  # noqa: E402
from longbien.procedures.actions.perform import perform  # noqa: E402
from longbien.procedures.models import Case, Draft, Move  # noqa: E402
from tests.procedures import make  # noqa: E402


def prepare():
    make.published()
    applicant = make.person("applicant")
    officers = [make.person(name, "programme-officer") for name in ("first", "second")]
    print(make.submitted(make.team(applicant), applicant), *(officer.pk for officer in officers))


def decide(case_id, officer_id, action, flag):
    by = actor_for(UUID(officer_id))
    print("ready", flush=True)
    while not Path(flag).exists():
        time.sleep(0.001)
    try:
        perform(case_id=UUID(case_id), action=action, reason="Mine.", seq=2, by=by, at=make.MONDAY)
        print("done", action)
    except Refusal as refusal:
        print(refusal.code, refusal.what["en"])


def look(case_id):
    case = Case.objects.get(pk=case_id)
    decided = Move.objects.filter(case=case, seq=3).count()
    print(case.state, case.moves.count(), decided, Draft.objects.count())


if __name__ == "__main__":
    {"prepare": prepare, "decide": decide, "look": look}[sys.argv[1]](*sys.argv[2:])
