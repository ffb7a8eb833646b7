"""What the people room and the record hold of a person, for export and erasure."""

from itertools import chain
from uuid import UUID

from longbien.kernel.plain import Plain, encode
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people import models, queries
from longbien.people.actions.privacy import forget
from longbien.people.registry import Holder, Parcel, holds_personal_data
from longbien.record.queries import documents, documents_stored_by, entries, openings_of


def account(person_id: UUID) -> Parcel:
    """The account, what was stated in it, where the person belongs, what they agreed to."""
    person = models.Person.objects.get(pk=person_id)
    standing = queries.actor_for(person_id)
    data: dict[str, Plain] = {
        "id": str(person.pk), "email": person.email, "name": person.name, "language": person.language,
        "timezone": person.timezone, "address": person.address, "joined_at": encode(person.joined_at),
        "roles": sorted(standing.roles), "bodies": sorted(standing.bodies),
        "expertise": sorted(queries.expertise_of(person_id)),
    }  # fmt: skip
    data["organisations"] = [
        {"id": str(card.id), "name": card.name, "as": sorted(standing.organisations[card.id])}
        for card in queries.organisations_of(standing)
    ]
    data["papers"] = [
        {"kind": one.kind, "country": one.country, "stated_at": encode(one.stated_at)}
        for one in queries.papers_of(person_id)
    ]
    data["consents"] = [
        {
            "purpose": one.purpose, "version": one.version, "how": one.how, "given_at": encode(one.given_at),
            "withdrawn_at": encode(one.withdrawn_at),
        }
        for one in queries.consents(person_id)
    ]  # fmt: skip
    data["interests"] = [
        {"organisation": str(one.organisation_id), "kind": one.kind, "since": encode(one.since), "note": one.note}
        for one in models.Interest.objects.filter(person_id=person_id).order_by("since", "pk")
    ]
    data["absences"] = [
        {"since": encode(one.since), "until": encode(one.until)}
        for one in models.Absence.objects.filter(person_id=person_id).order_by("since", "pk")
    ]
    data["delegations"] = [
        {"office": one.office, "since": encode(one.since), "until": encode(one.until), "scope": one.scope}
        for one in models.Delegation.objects.filter(holder_id=person_id).order_by("since", "pk")
    ]
    data["devices"] = [
        {"name": one.name, "address": one.address, "since": encode(one.since)}
        for one in queries.devices_of(person_id, None)
    ]
    return Parcel(data)


def history(person_id: UUID) -> Parcel:
    """The entries of the log about the person, with what they hide, the files that are the person's own, and those that
    they stored, wherever they belong."""
    subject = Subject("people.person", person_id)
    about = entries(subject)
    opened = openings_of([entry.id for entry in about])
    said: list[Plain] = [
        {
            "id": str(entry.id), "type": entry.type, "at": encode(entry.at), "open": dict(entry.open),
            "sealed": {name: one.value for name, one in opened.get(entry.id, {}).items()},
        }
        for entry in about
    ]  # fmt: skip
    files = chain(documents(subject), documents_stored_by(person_id))
    return Parcel({"entries": said}, (file.id for file in files))


ACCOUNT = Text.of(vi="Tài khoản và tổ chức", en="Account and organisations")
RECORD = Text.of(vi="Sổ ghi", en="The record")
holds_personal_data(
    Holder("people", account, forget.forget_account, ACCOUNT, forget.ACCOUNT_ERASES, forget.ACCOUNT_KEEPS)
)
holds_personal_data(Holder("record", history, forget.forget_record, RECORD, forget.RECORD_ERASES, forget.RECORD_KEEPS))
