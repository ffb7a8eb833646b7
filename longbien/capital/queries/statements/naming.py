"""What an organisation was called at a moment, as the record tells it: names may change, past papers may not."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from longbien.kernel.subject import Subject
from longbien.people.events import OrganisationRegistered, OrganisationRenamed
from longbien.people.queries.organisations import organisations
from longbien.record.queries import entries, openings_of

NAMING = (OrganisationRegistered.type, OrganisationRenamed.type)


def names_at(ids: Iterable[UUID], known_at: datetime) -> dict[UUID, str]:
    """The name of each by then, or its first one where it was registered later; where the record tells none, as now."""
    wanted = set(ids)
    now = {key: card.name for key, card in organisations(wanted).items()}
    return {one: _name_at(one, known_at) or now.get(one, "") for one in wanted}


def _name_at(organisation_id: UUID, known_at: datetime) -> str:
    every = [one for one in entries(Subject("people.organisation", organisation_id)) if one.kind in NAMING]
    given = [one for one in every if one.at <= known_at] or every[:1]
    opened = openings_of([given[-1].id]).get(given[-1].id, {}) if given else {}
    return str(opened["name"].value) if "name" in opened else ""
