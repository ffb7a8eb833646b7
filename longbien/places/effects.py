"""What the engine may ask of places: the areas that a form offers, the wards an address names, the area that a case
designates."""

from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.timezone import localdate

from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.places.actions import designate_area as designating
from longbien.places.queries import AreaCard, open_areas, wards, wards_meant
from longbien.places.rules.wards import Ward, former_of
from longbien.procedures.registry import EffectCall, Wards, choices, effect, offer_wards
from longbien.ui import fields
from longbien.ui.fields import Choice

FORM = "proposal"
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
