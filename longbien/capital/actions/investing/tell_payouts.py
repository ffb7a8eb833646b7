"""Write to investors that something is distributed to them."""

from uuid import UUID

from longbien.capital.actions.notices.write_to import people_of, write_to
from longbien.capital.queries.investing.decisions import PayoutCard, payouts
from longbien.kernel.text import Text


def tell_payouts(distribution_id: UUID) -> int:
    """How many letters went out, each in its reader's language, to the members of each investor."""
    return sum(map(_tell, payouts(distribution_id=distribution_id)))


def _tell(card: PayoutCard) -> int:
    people, fund = people_of(card.commitment.organisation.id), card.commitment.vehicle
    return write_to(people, SUBJECT, "investing:payout", card.id, n=str(card.number), fund=fund)


SUBJECT = Text.of(vi="Thông báo phân chia {n}: {fund}", en="Notice of distribution {n}: {fund}")
