"""Write to investors that something is to be paid in."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation

from longbien.capital import models
from longbien.capital.policy import FUND
from longbien.kernel.text import Text
from longbien.people.queries import contacts, members, persons_with_role


def tell_of_call(call_id: UUID) -> int:
    """How many letters went out, each in its reader's language, to the members of each investor."""
    return sum(_tell(one, SUBJECT) for one in models.Notice.objects.filter(call=call_id))


def tell_of_close(close_id: UUID) -> int:
    return sum(_tell(one, SUBJECT) for one in models.Notice.objects.filter(close=close_id))


def tell_of_missed(notice_id: UUID) -> int:
    """To the investor's people, and to the fund's officers."""
    notice = models.Notice.objects.get(pk=notice_id)
    return _tell(notice, MISSED, also=[one.id for one in persons_with_role(FUND)])


def _tell(notice: models.Notice, subject: Text, *, also: Iterable[UUID] = ()) -> int:
    """The amount stays on the page, behind the sign-in: letters travel openly."""
    fund = notice.commitment.vehicle.name
    told = contacts({*also, *(one.person.id for one in members(notice.commitment.organisation_id))})
    for reader in told:
        with translation.override(reader.language):
            address = settings.ENV.url + reverse("capital:notice", args=[notice.pk])
        says = {"fund": fund, "due": f"{notice.due_on:%d/%m/%Y}", "address": address, "person": reader.name}
        heading = " ".join(subject.in_language(reader.language).format(**says).split())
        body = BODY.in_language(reader.language).format(**says, heading=heading)
        EmailMessage(subject=heading, body=body, to=[reader.email]).send()
    return len(told)


SUBJECT = Text.of(vi="Thông báo góp vốn, hạn {due}: {fund}", en="Capital call notice, due {due}: {fund}")
MISSED = Text.of(vi="Quá hạn góp vốn ngày {due}: {fund}", en="A payment was due on {due} and is missing: {fund}")
BODY = Text.of(
    vi="Chào {person},\n\n{heading}\n\nSố tiền và cách tính ở: {address}",
    en="Dear {person},\n\n{heading}\n\nHow much, and how it was worked out: {address}",
)
