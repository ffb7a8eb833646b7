"""Suspend a credential for a time, and let it stand again."""

from datetime import datetime
from uuid import UUID

from longbien.credentials import models
from longbien.credentials.actions.revoke import reason_given
from longbien.credentials.events import CredentialReinstated, CredentialSuspended
from longbien.credentials.kinds import KINDS
from longbien.credentials.queries.credentials import pause_of
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def suspend(*, credential_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Suspend a credential; it may stand again. One that is suspended already stays so, and nothing is written.

    Refusal (404) when there is none, (409) when it was revoked or is of a kind that can't be suspended, (422) for no
    reason. The caller has asked the policy.
    """
    _set(credential_id, is_on=True, reason=reason, by=by, at=at)


@act
def reinstate(*, credential_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Let a suspended credential stand again; refuses as `suspend` does, and does nothing to one that stands."""
    _set(credential_id, is_on=False, reason=reason, by=by, at=at)


def _set(credential_id: UUID, *, is_on: bool, reason: str, by: Actor, at: datetime) -> None:
    found = models.Credential.objects.select_for_update().filter(pk=credential_id).first()
    if found is None:
        raise not_found()
    words = reason_given(reason)
    if not KINDS[found.kind].pauses or models.Revocation.objects.filter(pk=credential_id).exists():
        raise conflict(
            "not-to-be-suspended",
            Text.of(vi="Không thể tạm đình chỉ chứng nhận này.", en="This credential can't be suspended."),
        )
    last = pause_of(credential_id)
    if (last is not None and last.is_on) == is_on:
        return
    event = (CredentialSuspended if is_on else CredentialReinstated)(
        credential_id, found.status_list_id, found.status_index, reason=words
    )
    models.Pause.objects.create(
        credential_id=credential_id,
        status_list_id=found.status_list_id,
        status_index=found.status_index,
        is_on=is_on,
        at=at,
        by_id=by.id,
        entry_id=emit(event, subject=Subject.parse(found.subject), by=by, at=at),
    )
