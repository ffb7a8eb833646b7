"""Write to investors that something is to be paid in."""

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation

from longbien.capital import models
from longbien.kernel.text import Text
from longbien.people.queries import contacts, members


def tell_of_call(call_id: UUID) -> int:
    """How many letters went out, each in its reader's language, to the members of each investor."""
    return sum(_tell(one) for one in models.Notice.objects.filter(call=call_id))


def tell_of_close(close_id: UUID) -> int:
    return sum(_tell(one) for one in models.Notice.objects.filter(close=close_id))


def _tell(notice: models.Notice) -> int:
    """The amount stays on the page, behind the sign-in: letters travel openly."""
    fund = notice.commitment.vehicle.name
    told = contacts(one.person.id for one in members(notice.commitment.organisation_id))
    for reader in told:
        with translation.override(reader.language):
            address = settings.ENV.url + reverse("capital:notice", args=[notice.pk])
        says = {"fund": fund, "due": f"{notice.due_on:%d/%m/%Y}", "address": address, "person": reader.name}
        subject = " ".join(SUBJECT.in_language(reader.language).format(**says).split())
        body = BODY.in_language(reader.language).format(**says)
        EmailMessage(subject=subject, body=body, to=[reader.email]).send()
    return len(told)


SUBJECT = Text.of(vi="Thông báo góp vốn, hạn {due}: {fund}", en="Capital call notice, due {due}: {fund}")
BODY = Text.of(
    vi="Chào {person},\n\n{fund} thông báo một khoản phải góp trước hết ngày {due}.\nSố tiền và cách tính ở: {address}",
    en="Dear {person},\n\n{fund} gives notice of an amount to pay in by the end of {due}.\n"
    "How much, and how it was worked out: {address}",
)
