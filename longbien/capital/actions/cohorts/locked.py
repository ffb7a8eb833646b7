"""The place that an action works on, locked for its transaction, and how what happens to it is written down."""

from datetime import datetime
from uuid import UUID

from longbien.capital.models import Cohort, CohortPlace
from longbien.capital.rules.cohorts.places import state_of
from longbien.kernel.actor import Actor
from longbien.kernel.event import Event
from longbien.kernel.refusal import not_found
from longbien.kernel.subject import Subject
from longbien.people.policy import check
from longbien.record.actions.emit import emit


def locked_place(place_id: UUID, action: str, *, by: Actor) -> CohortPlace:
    """The place, if `by` may do `action` to it. Refusal 404 for what is not there or hidden, else 403."""
    row = CohortPlace.objects.select_for_update(of=("self",)).select_related("cohort").filter(pk=place_id).first()
    if row is None:
        raise not_found()
    check(by, action, row)
    return row


def standing(place: CohortPlace) -> str:
    return state_of(place.steps.order_by("pk").values_list("step", flat=True))


def note(cohort: Cohort, event: Event, *, by: Actor, at: datetime) -> UUID:
    """Write down what happened, numbered in the sequence of the cohort."""
    subject = Subject("capital.cohort", cohort.pk)
    return emit(event, subject=subject, by=by, at=at, chain=subject)
