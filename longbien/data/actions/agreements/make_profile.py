"""Give the recipient of an agreement a token of their own, to read its rows over Delta Sharing."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from longbien.data.events.agreements import ProfileMade
from longbien.data.models import Agreement, Profile
from longbien.data.queries.agreements import state_of
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit

DAYS = 90
RESTRICTED = Text.of(
    vi="Dữ liệu hạn chế không được tải về: dữ liệu đã tải thì không thu lại được. Hãy hỏi bằng SQL.",
    en="Restricted data is not downloaded: what was downloaded can't be recalled. Ask in SQL instead.",
)
NOT_IN_FORCE = Text.of(vi="Thoả thuận này không có hiệu lực.", en="This agreement is not in force.")


@dataclass(frozen=True)
class Made:
    """The token, shown once, and until when it works."""

    token: str
    expires_at: datetime


@act
def make_profile(agreement_id: UUID, *, by: Actor, at: datetime) -> Made:
    """A new token; those made before work no more. Refusal: not in force (409), restricted data (403)."""
    hold(f"data.agreement {agreement_id}")
    found = Agreement.objects.filter(pk=agreement_id).select_related("data_set").first()
    if found is None:
        raise not_found()
    check(by, "share", found)
    if state_of(found) != "in-force":
        raise conflict("not-in-force", NOT_IN_FORCE)
    if found.data_set.access == "restricted":
        raise Refusal("restricted", RESTRICTED, status=403)
    token, expires_at = secrets.token_urlsafe(32), at + timedelta(days=DAYS)
    subject = Subject("data.agreement", found.pk)
    entry_id = emit(ProfileMade(expires_at), subject=subject, by=by, at=at, chain=subject)
    Profile.objects.create(
        agreement=found, token_sha256=sha256(token.encode()).hexdigest(), person_id=by.id, at=at,
        expires_at=expires_at, entry_id=entry_id,
    )  # fmt: skip
    return Made(token, expires_at)
