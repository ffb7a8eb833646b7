"""Play the demonstration of duties: consents, a person erased, a breach that runs against its clock, a request."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from longbien.data.actions.duties.erase_person import erase_person
from longbien.data.actions.duties.note_consent import note_consent
from longbien.data.actions.duties.record_breach import record_breach
from longbien.data.models import DataSet
from longbien.data.queries.sets import contract_of
from longbien.kernel.actor import Actor
from longbien.kernel.sourced import read_yaml
from longbien.people.queries import organisations_of
from longbien.procedures.actions.open_case import open_case
from longbien.procedures.actions.perform import perform


def demonstrate_duties(people: Mapping[str, Actor], *, at: datetime) -> None:
    """The very actions that people do on the pages; the caller sees to it that nothing is done twice."""
    for path in sorted(Path(settings.HUB.folder).glob("demonstration/duties/*.yaml")):
        told = read_yaml(path).data
        _steward(told, people[told["steward"]], at)
        _ask(told["request"], people[told["applicant"]], at)


def _steward(told: dict[str, Any], steward: Actor, at: datetime) -> None:
    code = told["data_set"]
    for one in told["consents"]:
        note_consent(code, **one, is_given=True, by=steward, at=at)
    breach = told["breach"]
    known_at = at - timedelta(hours=breach["hours_ago"])
    record_breach(
        code, words=breach["words"], persons=breach["persons"], known_at=known_at, is_serious=True, by=steward, at=at
    )  # fmt: skip
    processing = contract_of(DataSet.objects.get(code=code)).processing
    if processing is not None:
        erase_person(code, column=processing.person, value=told["erased"], by=steward, at=at)


def _ask(told: dict[str, Any], applicant: Actor, at: datetime) -> None:
    owner = organisations_of(applicant)[0].id
    case_id = open_case(procedure=told["procedure"], owner_id=owner, about=None, by=applicant, at=at)
    perform(case_id=case_id, action="submit", data=told["data"], by=applicant, at=at)
