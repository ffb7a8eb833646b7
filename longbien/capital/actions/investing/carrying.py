"""The closed deal that an investment carries out. Inside an action only."""

from uuid import UUID

from longbien.capital import models
from longbien.capital.actions.deals.locked import locked_deal
from longbien.capital.actions.funds.locked import must_hold
from longbien.capital.queries.deals.carried import agreed_of, investment_of
from longbien.capital.rules.deals.carrying import carrying_against
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import conflict, not_found
from longbien.kernel.text import Text


def carried_out(deal_id: UUID | None, vehicle: models.Vehicle, *, by: Actor) -> models.Deal | None:
    """The deal, locked. Refusal 404 for one of another fund, 403 for whoever may not work on it, 409 when it is
    carried out already."""
    if deal_id is None:
        return None
    deal = locked_deal(deal_id, by=by, action="work")
    if deal.vehicle_id != vehicle.pk:
        raise not_found()
    if investment_of(deal) is not None:
        raise conflict("carried-out", ONCE)
    return deal


def must_carry_out(row: models.Investment) -> None:
    """Refuse (422) an investment that is not what its deal was closed for."""
    if row.deal is None:
        return
    company = str(row.organisation_id)
    must_hold(carrying_against(agreed_of(row.deal), company=company, instrument=row.instrument, cost=row.cost))


ONCE = Text.of(
    vi="Thương vụ này đã có khoản đầu tư; mỗi thương vụ chỉ thực hiện một lần.",
    en="This deal has its investment; a deal is carried out once.",
)
