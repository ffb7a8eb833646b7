"""Ask to be told before a trial starts in a ward, and think better of it."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_found
from longbien.people.policy import check
from longbien.places.queries import ward as ward_with
from longbien.record.actions.act import act
from longbien.trials import models


@act
def watch_ward(ward: str, *, by: Actor, at: datetime) -> None:
    """From now on. Where somebody lives is nobody's business: the record says nothing of it. Twice is once."""
    check(by, "watch-ward", None, type="trials.hub")
    if ward_with(ward) is None:
        raise not_found()
    models.WardWatch.objects.get_or_create(person_id=by.person_id, ward=ward, defaults={"since": at})


@act
def unwatch_ward(ward: str, *, by: Actor) -> None:
    check(by, "watch-ward", None, type="trials.hub")
    models.WardWatch.objects.filter(person_id=by.person_id, ward=ward).delete()


@act
def forget_watcher(person_id: UUID) -> int:
    """How many wards somebody followed who is erased now."""
    return models.WardWatch.objects.filter(person_id=person_id).delete()[0]
