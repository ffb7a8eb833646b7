"""Take in a case that asks for data: what it asks for can be judged, and its stewards see it on their page."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from longbien.data.actions.access.held import HANDLED, first_fault, set_of
from longbien.data.events.access import DataAsked
from longbien.data.models import DataSet, Request
from longbien.data.queries.sets import contract_of
from longbien.data.rules.access.asked import against, read_asked
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault
from longbien.kernel.subject import Subject
from longbien.people.queries import today
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def take_request(case_id: UUID, organisation_id: UUID, told: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    """Refusal (422) at the questions that are wrong; a case that comes again is taken as it is now."""
    asked = read_asked(told)
    found = set_of(asked.data_set)
    first_fault(HANDLED, tuple(against(asked, contract_of(found), today=today())))
    keep_request(case_id, organisation_id, found, by=by, at=at)


def keep_request(
    case_id: UUID, organisation_id: UUID, found: DataSet, *, renews: UUID | None = None, by: Actor, at: datetime
) -> None:
    """Once a case; inside an action only."""
    if Request.objects.filter(pk=case_id).exists():
        return
    emit(DataAsked(found.code, case_id), subject=Subject("data.set", found.pk), by=by, at=at)
    Request.objects.create(case_id=case_id, data_set=found, organisation_id=organisation_id, renews_id=renews, at=at)


def faults_of_request(told: Mapping[str, Any]) -> tuple[Fault, ...]:
    """The same faults while the form is still being written; none before a data set is chosen."""
    asked = read_asked(told)
    found = DataSet.objects.filter(code=asked.data_set).first()
    return tuple(against(asked, contract_of(found), today=today())) if found else ()
