"""Erase what a person was given."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from longbien.credentials.actions.revoke import revoke
from longbien.credentials.models import Credential
from longbien.credentials.queries.credentials import is_revoked
from longbien.kernel.actor import SYSTEM
from longbien.kernel.text import Text
from longbien.record.actions.act import act


@act
def forget(*, person_id: UUID, at: datetime) -> int:
    """How many credentials of the person are gone. A copy that someone kept is revoked: nobody stands behind it."""
    found = list(Credential.objects.filter(holder_id=person_id).values_list("pk", flat=True))
    why = " · ".join(ERASED.in_language(language) for language in settings.HUB.languages)
    for credential_id in found:
        if not is_revoked(credential_id):
            revoke(credential_id=credential_id, reason=why, by=SYSTEM, at=at)
    Credential.objects.filter(pk__in=found).delete()
    return len(found)


ERASED = Text.of(vi="Dữ liệu của người giữ đã được xoá.", en="The data of its holder were erased.")
