"""Write to both sides that an agreement ends soon, while it can be renewed; to its recipient that it was revoked."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation

from longbien.data.events.access import AgreementEndsSoon
from longbien.data.models import Agreement
from longbien.data.policy import STEWARD
from longbien.data.queries.agreements import agreement_view
from longbien.kernel.actor import SYSTEM
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import can
from longbien.people.queries import actor_for, contacts, members, persons_with_role
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def note_ending(agreement_id: UUID, *, at: datetime) -> None:
    """Set it down that it ends soon, for the letters; nothing once it was revoked or is renewed."""
    found = Agreement.objects.filter(pk=agreement_id).first()
    if found is None or found.renewed_by.exists() or agreement_view(found).state != "in-force":
        return
    subject = Subject("data.agreement", found.pk)
    emit(AgreementEndsSoon(found.until), subject=subject, by=SYSTEM, at=at, chain=subject)


def write_of_ending(agreement_id: UUID) -> int:
    """How many letters went out, each in its reader's language: to the recipient's people and to the stewards of it."""
    found = Agreement.objects.select_related("data_set").get(pk=agreement_id)
    stewards = {one.id for one in persons_with_role(STEWARD) if can(actor_for(one.id), "revoke", found)}
    return _write(found, _recipients(found) | stewards, SOON, BODY)


def write_of_revocation(agreement_id: UUID) -> int:
    """The same to the recipient's people: that it ended before its time. Why stands on its page."""
    found = Agreement.objects.select_related("data_set").get(pk=agreement_id)
    return _write(found, _recipients(found), REVOKED, REVOKED_BODY)


def _recipients(found: Agreement) -> set[UUID]:
    return {one.person.id for one in members(found.organisation_id)}


def _write(found: Agreement, readers: set[UUID], heading: Text, body: Text) -> int:
    view, told = agreement_view(found), contacts(readers)
    for reader in told:
        with translation.override(reader.language):
            address = settings.ENV.url + reverse("data:agreement", args=[found.pk])
        says = {
            "person": reader.name, "title": view.contract.title.in_language(reader.language),
            "recipient": view.recipient, "until": f"{found.until:%d/%m/%Y}", "address": address,
        }  # fmt: skip
        subject = " ".join(heading.in_language(reader.language).format(**says).split())
        EmailMessage(subject=subject, body=body.in_language(reader.language).format(**says), to=[reader.email]).send()
    return len(told)


SOON = Text.of(
    vi="Thoả thuận dữ liệu hết hạn ngày {until}: {title}", en="An agreement on data ends on {until}: {title}"
)
BODY = Text.of(
    vi="Chào {person},\n\nThoả thuận dữ liệu “{title}” của {recipient} hết hiệu lực sau ngày {until}. "
    "Cần dùng tiếp thì xin gia hạn từ trang thoả thuận; nếu không, hãy xoá dữ liệu như đã cam kết.\n\n{address}",
    en="Dear {person},\n\nThe agreement of {recipient} on “{title}” is no longer in force after {until}. "
    "To go on, ask for its renewal on its page; otherwise delete the data as was promised.\n\n{address}",
)
REVOKED = Text.of(vi="Thoả thuận dữ liệu bị thu hồi: {title}", en="An agreement on data was revoked: {title}")
REVOKED_BODY = Text.of(
    vi="Chào {person},\n\nThoả thuận dữ liệu “{title}” của {recipient} đã bị thu hồi, có hiệu lực ngay. "
    "Hãy ngừng dùng và xoá dữ liệu như đã cam kết. Lý do nêu ở trang thoả thuận.\n\n{address}",
    en="Dear {person},\n\nThe agreement of {recipient} on “{title}” was revoked, with effect now. "
    "Stop using the data and delete it as was promised. Why stands on its page.\n\n{address}",
)
