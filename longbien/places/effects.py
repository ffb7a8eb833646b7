"""What the engine may ask of places: the designated areas that a form offers, the wards an
address names."""

from longbien.places.queries import areas, wards, wards_meant
from longbien.places.rules.wards import Ward, former_of
from longbien.procedures.registry import Wards, choices, offer_wards
from longbien.ui import fields
from longbien.ui.fields import Choice


@choices("places.areas")
def designated_areas() -> tuple[Choice, ...]:
    """Every designated area by code, under its name."""
    return tuple(Choice(card.code, card.name) for card in areas())


def _as_asked(ward: Ward, written: str = "") -> fields.Ward:
    former = former_of(ward, written)
    return fields.Ward(ward.code, ward.name, str(former) if former else "")


offer_wards(
    Wards(
        all=lambda: tuple(map(_as_asked, wards())),
        find=lambda written: tuple(_as_asked(ward, written) for ward in wards_meant(written)),
    )
)
