"""What the engine may ask of places: the areas that a form offers, the wards an address names, the area that a case
designates."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.timezone import localdate

from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.places.actions import book_machine as booking
from longbien.places.actions import designate_area as designating
from longbien.places.queries import AreaCard, laboratories, open_areas, wards, wards_meant
from longbien.places.rules.sessions import Wish, days_of
from longbien.places.rules.wards import Ward, former_of
from longbien.procedures.registry import EffectCall, Wards, choices, effect, offer_wards
from longbien.ui import fields
from longbien.ui.fields import Choice

FORM, BOOKING = "proposal", "booking"
TOO_FEW = Text.of(
    vi="Khoảng ngày đã chọn không đủ ngày làm việc cho số buổi.",
    en="There are too few working days in that time for so many sessions.",
)
NO_OUTLINE = Text.of(
    vi="Hồ sơ không có toạ độ ranh giới, nên không vẽ được khu vực.",
    en="The case has no coordinates of a boundary, so the area can't be drawn.",
)


@choices("places.areas", kind="area")
def designated_areas() -> tuple[Choice, ...]:
    """Every area that may be tested in, by code, under its name."""
    return tuple(
        Choice(card.code, _named(card)) for card in open_areas(localdate(timezone=ZoneInfo(settings.HUB.timezone)))
    )


def _named(card: AreaCard) -> Text:
    """Its name; with the days, where it was designated for some only."""
    if (made := card.designation) is None:
        return card.name
    days = f"{made.since:%d/%m/%Y} – {made.until:%d/%m/%Y}"
    return Text(tuple((language, f"{words} ({days})") for language, words in card.name.items()))


@choices("places.machines", kind="machine")
def bookable_machines() -> tuple[Choice, ...]:
    """Every machine whose hours are booked, by code, behind its laboratory."""
    return tuple(Choice(one.code, _behind(place.name, one.name)) for place in laboratories() for one in place.machines)


def _behind(place: Text, machine: Text) -> Text:
    return Text(tuple((language, f"{place.in_language(language)} › {words}") for language, words in machine.items()))


@effect("places.book_machine", decides=True)
def book_machine(call: EffectCall) -> None:
    """Book the machine that the form `booking` names, on as many working days as it asks for; nothing where it names
    none. Refusal when it is taken, or whoever pays for its hours refuses."""
    told = call.data.get(BOOKING, {})
    if not told.get("machine"):
        return
    wish = Wish(
        date.fromisoformat(told["from"]), date.fromisoformat(told["until"]), time.fromisoformat(told["start"]),
        told["hours_each"], told["sessions"],
    )  # fmt: skip
    days = days_of(wish, settings.HUB.calendar.is_working)
    if len(days) < wish.sessions:
        raise Refusal("too-few-days", TOO_FEW, faults=(Fault("/sessions", TOO_FEW),))
    for seq, day in enumerate(days, start=1):
        begins = datetime.combine(day, wish.start, tzinfo=ZoneInfo(settings.HUB.timezone))
        ends = begins + timedelta(hours=wish.hours)
        asked = booking.Asked(told["machine"], call.owner_id, begins, ends, case_id=call.case_id, seq=seq)
        booking.book_machine(asked, by=call.by, at=call.at)


@effect("places.check_area")
def check_area(call: EffectCall) -> None:
    """Refuse a boundary that can't be drawn, lies outside the hub, or is larger than `words` say (in km²)."""
    designating.check_area(_proposal(call), at=call.at)


@effect("places.designate_area", decides=True)
def designate_area(call: EffectCall) -> None:
    """Draw the area that the form `proposal` asks for, designated by this case; `words` as for `places.check_area`."""
    designating.designate_area(_proposal(call), case_id=call.case_id, decision=call.case_number, by=call.by, at=call.at)


def _proposal(call: EffectCall) -> designating.Proposal:
    told = call.data.get(FORM, {})
    if not told.get("outline"):
        raise Refusal("no-outline", NO_OUTLINE, faults=(Fault("/outline", NO_OUTLINE),))
    return designating.Proposal(
        title=told["title"],
        kind=told["kind"],
        about=told["why"],
        outline=told["outline"],
        since=date.fromisoformat(told["from"]),
        until=date.fromisoformat(told["until"]),
        largest_km2=float(call.words[0]) if call.words else None,
    )


def _as_asked(ward: Ward, written: str = "") -> fields.Ward:
    former = former_of(ward, written)
    return fields.Ward(ward.code, ward.name, str(former) if former else "")


offer_wards(
    Wards(
        all=lambda: tuple(map(_as_asked, wards())),
        find=lambda written: tuple(_as_asked(ward, written) for ward in wards_meant(written)),
    )
)
