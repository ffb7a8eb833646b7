"""Say what a person knows."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.events import ExpertiseSet
from longbien.people.models import Expertise, Person
from longbien.people.policy import check
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def set_expertise(*, person_id: UUID, tags: tuple[str, ...], by: Actor, at: datetime) -> None:
    """Replace a person's expertise by `tags`: technology groups and sectors of the hub, by code."""
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        raise not_found()
    check(by, "edit", person)
    known = expertise_names()
    if strange := sorted(set(tags) - set(known)):
        what = Text.of(vi=f"Không có lĩnh vực “{strange[0]}”.", en=f"There is no field “{strange[0]}”.")
        raise Refusal("unknown-expertise", what, faults=(Fault("expertise", what),))
    had = set(Expertise.objects.filter(person=person).values_list("tag", flat=True))
    if had == set(tags):
        return
    Expertise.objects.filter(person=person).exclude(tag__in=tags).delete()
    Expertise.objects.bulk_create(Expertise(person=person, tag=tag) for tag in sorted(set(tags) - had))
    emit(ExpertiseSet(tags=tuple(sorted(set(tags)))), subject=Subject("people.person", person_id), by=by, at=at)


def expertise_names() -> dict[str, Text]:
    """Every field of expertise that this hub knows, by code."""
    hub = settings.HUB
    groups = {**hub.data.get("technology_groups", {}), **hub.data.get("sectors", {})}
    return {code: hub.text(group["name"]) for code, group in groups.items()}
