"""Draw on a quota for a booking, and give back what was drawn when it is cancelled."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.capital.actions.rights.open_quotas import USED, quota_key
from longbien.capital.queries.rights.quotas import quotas_for
from longbien.capital.rules.rights import quota
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.ledger.actions.post import post, reverse
from longbien.ledger.queries import account, posting
from longbien.ledger.rules.posting import AccountState, Leg, Posting
from longbien.ledger.wording import word
from longbien.places.registry import Booked
from longbien.record.actions.act import act

QUOTA_DRAWN = word("capital.quota-drawn", Text.of(vi="Trừ hạn mức giờ máy", en="Machine hours drawn from a quota"))
ODD = Text.of(
    vi="Hạn mức tính theo giờ chẵn: hãy đặt trọn giờ.", en="A quota is counted in whole hours: book full hours."
)


@act
def draw_hours(booked: Booked, *, by: Actor, at: datetime) -> None:
    """Take a booking's hours from the quotas of its organisation, the one that ends first, first. An organisation
    without a quota books as before; one whose quotas don't reach is refused (409)."""
    quotas = quotas_for(booked)
    used = account(quota.unit(booked.machine), USED)
    if not quotas or used is None:
        return
    try:
        wanted = quota.of_minutes(booked.minutes)
    except ValueError as error:
        raise Refusal("odd-time", ODD, faults=(Fault("ends_at", ODD),)) from error
    legs = _legs(quotas, used, wanted)
    if sum(leg.amount for leg in legs) < wanted:
        raise _used_up(sum(one.balance for one in quotas), wanted)
    day = at.astimezone(ZoneInfo(settings.HUB.timezone)).date()
    post(Posting(quota_key(booked.id, "drawn"), QUOTA_DRAWN, day, legs), by=by, at=at)


@act
def give_back_hours(booked: Booked, *, by: Actor, at: datetime) -> None:
    """Undo what a booking drew; nothing where it drew nothing."""
    drawn = quota_key(booked.id, "drawn")
    if posting(drawn) is not None:
        day = at.astimezone(ZoneInfo(settings.HUB.timezone)).date()
        reverse(drawn, key=quota_key(booked.id, "given back"), effective_on=day, by=by, at=at)


def _legs(quotas: tuple[AccountState, ...], used: AccountState, wanted: int) -> tuple[Leg, ...]:
    legs: list[Leg] = []
    for one in quotas:
        part = min(one.balance, wanted - sum(leg.amount for leg in legs))
        if part > 0:
            legs.append(Leg(debit=used.id, credit=one.id, amount=part))
    return tuple(legs)


def _used_up(left: int, wanted: int) -> Refusal:
    what = Text.of(
        vi=f"Hạn mức còn {left} giờ, lần đặt này cần {wanted} giờ.",
        en=f"The quota has {left} hours left; this booking needs {wanted}.",
    )
    return Refusal("quota-used-up", what, status=409, faults=(Fault("hours", what),))
