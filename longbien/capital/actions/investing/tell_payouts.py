"""Write to investors that something is distributed to them."""

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation

from longbien.capital.queries.investing.decisions import PayoutCard, payouts
from longbien.kernel.text import Text
from longbien.people.queries import contacts, members


def tell_payouts(distribution_id: UUID) -> int:
    """How many letters went out, each in its reader's language, to the members of each investor."""
    return sum(map(_tell, payouts(distribution_id=distribution_id)))


def _tell(card: PayoutCard) -> int:
    """The amount stays on the page, behind the sign-in: letters travel openly."""
    told = contacts({one.person.id for one in members(card.commitment.organisation.id)})
    for reader in told:
        with translation.override(reader.language):
            address = settings.ENV.url + reverse("investing:payout", args=[card.id])
        heading = SUBJECT.in_language(reader.language).format(n=card.number, fund=card.commitment.vehicle)
        says = {"person": reader.name, "heading": " ".join(heading.split()), "address": address}
        body = BODY.in_language(reader.language).format(**says)
        EmailMessage(subject=says["heading"], body=body, to=[reader.email]).send()
    return len(told)


SUBJECT = Text.of(vi="Thông báo phân chia {n}: {fund}", en="Notice of distribution {n}: {fund}")
BODY = Text.of(
    vi="Chào {person},\n\n{heading}\n\nSố tiền và cách tính ở: {address}",
    en="Dear {person},\n\n{heading}\n\nHow much, and how it was worked out: {address}",
)
