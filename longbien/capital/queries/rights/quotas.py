"""Booking quotas as balances of the ledger."""

from collections.abc import Iterable
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.capital.models import Quota
from longbien.ledger.queries import account_states
from longbien.ledger.rules.posting import AccountState
from longbien.places.registry import Booked


def account_code(entitlement_id: UUID) -> str:
    return f"rights/{entitlement_id}"


def hours_left(entitlement_ids: Iterable[UUID]) -> dict[UUID, int]:
    """What is left of each quota that is in force, by entitlement. Two queries."""
    accounts = dict(Quota.objects.filter(pk__in=list(entitlement_ids)).values_list("pk", "account_id"))
    states = account_states(accounts.values()) if accounts else {}
    return {key: states[account].balance for key, account in accounts.items()}


def quotas_for(booked: Booked) -> tuple[AccountState, ...]:
    """The quotas that an organisation has on a machine when the booking begins, the one that ends first, first."""
    day = booked.starts_at.astimezone(ZoneInfo(settings.HUB.timezone)).date()
    rows = Quota.objects.filter(
        entitlement__machine__code=booked.machine,
        entitlement__agreement__contribution__organisation_id=booked.organisation_id,
        entitlement__start__lte=day,
        entitlement__end__gt=day,
    ).order_by("entitlement__end", "pk")
    accounts = list(rows.values_list("account_id", flat=True))
    states = account_states(accounts)
    return tuple(states[account] for account in accounts)
