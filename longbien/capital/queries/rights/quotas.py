"""Booking quotas as balances of the ledger."""

from collections.abc import Iterable
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.capital.models import Entitlement
from longbien.capital.rules.rights import quota
from longbien.ledger.queries import account
from longbien.ledger.rules.posting import AccountState
from longbien.places.registry import Booked


def account_code(entitlement_id: UUID) -> str:
    return f"rights/{entitlement_id}"


def quota_account(entitlement_id: UUID, machine: str) -> AccountState | None:
    return account(quota.unit(machine), account_code(entitlement_id))


def hours_left(entitlement_ids: Iterable[UUID]) -> dict[UUID, int]:
    """What is left of each quota that is in force, by entitlement."""
    rows = Entitlement.objects.filter(pk__in=list(entitlement_ids)).values_list("pk", "machine__code")
    states = {key: quota_account(key, machine) for key, machine in rows}
    return {key: state.balance for key, state in states.items() if state}


def quotas_for(booked: Booked) -> tuple[AccountState, ...]:
    """The quotas that an organisation has on a machine when the booking begins, the one that ends first, first."""
    day = booked.starts_at.astimezone(ZoneInfo(settings.HUB.timezone)).date()
    rows = Entitlement.objects.filter(
        kind=Entitlement.Kind.BOOKING_QUOTA,
        machine__code=booked.machine,
        agreement__contribution__organisation_id=booked.organisation_id,
        start__lte=day,
        end__gt=day,
    ).order_by("end", "pk")
    found = (quota_account(key, booked.machine) for key in rows.values_list("pk", flat=True))
    return tuple(one for one in found if one)
