"""Play the demonstration of access: a request that waits for its steward, days on which missing data is to come."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from longbien.data.actions.gaps.owing import owe
from longbien.data.models import Request
from longbien.data.queries.gaps import gap
from longbien.kernel.actor import Actor
from longbien.kernel.sourced import read_yaml
from longbien.people.queries import actor_for, demonstration, organisations_of
from longbien.people.queries.demonstration import demonstration_organisations
from longbien.procedures.actions.open_case import open_case
from longbien.procedures.actions.perform import perform
from longbien.procedures.actions.submit_task import submit_task
from longbien.procedures.queries import open_tasks


def demonstrate_access(*, at: datetime) -> bool:
    """As people do it on the pages. False when it was played before, or the hub has no such demonstration."""
    asked = tuple(_files("requests"))
    if not asked or Request.objects.exists():
        return False
    people = {card.code: actor_for(card.person.id) for card in demonstration()}
    for told in asked:
        _ask(told, people, at)
    for told in _files("gaps"):
        owners = demonstration_organisations()
        for one in told["promises"]:
            due = (at + timedelta(days=one["days"])).date()
            owe(gap(one["gap"]).id, owners[one["owner"]], due, by=people[told["steward"]], at=at)
    return True


def _files(kind: str) -> Iterator[dict[str, Any]]:
    for path in sorted(Path(settings.HUB.folder).glob(f"demonstration/{kind}/*.yaml")):
        yield read_yaml(path).data


def _ask(told: dict[str, Any], people: Mapping[str, Actor], at: datetime) -> None:
    by, officer = people[told["applicant"]], told["officer"]
    owner = organisations_of(by)[0]
    case_id = open_case(procedure=told["procedure"], owner_id=owner.id, about=None, by=by, at=at)
    until = (at + timedelta(days=told["days"])).date().isoformat()
    perform(case_id=case_id, action="submit", data={**told["answers"], "until": until}, by=by, at=at)
    perform(case_id=case_id, action=officer["do"], by=people[officer["is"]], at=at)
    for task_id, person_id in open_tasks(case_id):
        submit_task(task_id=task_id, data=told["opinion"], by=actor_for(person_id), at=at)
