"""What this room holds of a person, for export and erasure."""

import json
from datetime import datetime
from uuid import UUID

from longbien.credentials.actions.forget import forget
from longbien.credentials.models import Credential
from longbien.kernel.plain import Plain
from longbien.kernel.text import Text
from longbien.people.registry import Holder, Parcel, Receipt, holds_personal_data

CREDENTIALS = Text.of(vi="Chứng nhận bạn đã được cấp", en="Credentials that you were given")


def export(person_id: UUID) -> Parcel:
    """Every credential, as it was signed."""
    found = Credential.objects.filter(holder_id=person_id).order_by("issued_at", "pk")
    said: list[Plain] = [json.loads(one.document) for one in found]
    return Parcel({"credentials": said})


def erase(person_id: UUID, at: datetime) -> Receipt:
    return Receipt("credentials", erased=((CREDENTIALS, forget(person_id=person_id, at=at)),))


TITLE = Text.of(vi="Chứng nhận", en="Credentials")
holds_personal_data(Holder("credentials", export, erase, TITLE, erases=(CREDENTIALS,)))
