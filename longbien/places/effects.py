"""What the engine may ask of places: the designated areas that a form offers."""

from longbien.places.queries import areas
from longbien.procedures.registry import choices
from longbien.ui.fields import Choice


@choices("places.areas")
def designated_areas() -> tuple[Choice, ...]:
    """Every designated area by code, under its name."""
    return tuple(Choice(card.code, card.name) for card in areas())
