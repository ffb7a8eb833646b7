"""Revoke a credential."""

from datetime import datetime
from uuid import UUID

from longbien.credentials import models
from longbien.credentials.events import CredentialRevoked
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

LONGEST = 2_000
NO_REASON = Text.of(
    vi="Hãy ghi lý do (nhiều nhất 2.000 ký tự): người giữ chứng nhận sẽ đọc được.",
    en="Write the reason (at most 2,000 characters): the holder will read it.",
)


@act
def revoke(*, credential_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Revoke a credential for good. Refusal (404) when there is none, (409) when it was revoked, (422) for no reason.

    The caller has asked the policy.
    """
    found = models.Credential.objects.select_for_update().filter(pk=credential_id).first()
    if found is None:
        raise not_found()
    words = reason_given(reason)
    if models.Revocation.objects.filter(pk=credential_id).exists():
        raise conflict(
            "revoked-already",
            Text.of(vi="Chứng nhận này đã bị thu hồi trước đó.", en="This credential has been revoked already."),
        )
    event = CredentialRevoked(credential_id, found.status_list_id, found.status_index, reason=words)
    models.Revocation.objects.create(
        credential_id=credential_id,
        status_list_id=found.status_list_id,
        status_index=found.status_index,
        at=at,
        by_id=by.id,
        entry_id=emit(event, subject=Subject.parse(found.subject), by=by, at=at),
    )


def reason_given(reason: str) -> str:
    """The reason without its blank edges. Refusal (422) when there is none, or too long a one."""
    words = reason.strip()
    if not 0 < len(words) <= LONGEST:
        raise Refusal("no-reason", NO_REASON, faults=(Fault("reason", NO_REASON),))
    return words
