"""Which investment carries a deal out, and what the deal was closed for."""

import json
from uuid import UUID

from longbien.capital.models import Deal, Investment
from longbien.capital.rules.deals.carrying import NOT_CLOSED, Agreed
from longbien.capital.rules.deals.sheets import read_sheet
from longbien.capital.rules.funds.lives import DRAFT, POSTED
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import conflict
from longbien.people.policy import visible


def investment_of(deal: Deal) -> Investment | None:
    """The draft or the posted one; None before, and once it was dropped or reversed."""
    return Investment.objects.filter(deal=deal, state__in=(DRAFT, POSTED)).first()


def deal_of(actor: Actor, investment_id: UUID) -> Deal | None:
    """The deal that an investment carries out, for whoever may see it."""
    return visible(actor, Deal.objects.filter(investments=investment_id)).select_related("vehicle").first()


def agreed_of(deal: Deal) -> Agreed:
    """Refusal 409 for a deal that is not closed."""
    if deal.sheet is None or deal.amount_minor is None:
        raise conflict("not-closed", NOT_CLOSED)
    return Agreed(deal.stage, str(deal.company_id), deal.amount_minor, read_sheet(json.loads(deal.sheet.content)))
