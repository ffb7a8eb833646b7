"""Take the organisations and governing bodies of hub.yaml into the database."""

from datetime import datetime
from typing import Any

from longbien.kernel.actor import SYSTEM
from longbien.kernel.hub import Hub
from longbien.kernel.ids import new_id
from longbien.kernel.subject import Subject
from longbien.people.events import BodySet, OrganisationRegistered, OrganisationRenamed
from longbien.people.models import Body, Organisation
from longbien.people.rules.seats import written
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

TERMS = ("seats", "quorum", "majority_of", "minutes", "reserved_matters", "about", "source")


@act
def load_people(hub: Hub, *, at: datetime) -> None:
    """Write what differs from hub.yaml, and only that. What hub.yaml no longer names stays: history refers to it."""
    for code, data in hub.data.get("organisations", {}).items():
        _load_organisation(hub, code, data, at)
    for code, data in hub.data.get("bodies", {}).items():
        _load_body(hub, code, data, at)


def _load_organisation(hub: Hub, code: str, data: dict[str, Any], at: datetime) -> None:
    names, kind = dict(hub.text(data["name"])), data["kind"]
    name = names[hub.languages[0]]
    known = Organisation.objects.filter(code=code).first()
    if known is not None and (known.names, known.kind) == (names, kind):
        return
    made = known or Organisation(pk=new_id(), code=code, created_at=at)
    made.name, made.names, made.kind = name, names, kind
    made.save()
    entered = OrganisationRegistered(kind=kind, code=code, is_demo=False, name=name)
    renamed = OrganisationRenamed(kind=kind, name=name)
    subject = Subject("people.organisation", made.pk)
    emit(renamed if known else entered, subject=subject, by=SYSTEM, at=at)


def _load_body(hub: Hub, code: str, data: dict[str, Any], at: datetime) -> None:
    name, terms = dict(hub.text(data["name"])), {key: data[key] for key in TERMS if key in data}
    known = Body.objects.filter(pk=code).first()
    if known is not None and (known.name, known.terms) == (name, terms):
        return
    Body.objects.update_or_create(pk=code, defaults={"name": name, "terms": terms})
    set_ = BodySet(body=code, seats=written(data["seats"]), quorum=written(data["quorum"]))
    emit(set_, subject=hub.subject, by=SYSTEM, at=at)
