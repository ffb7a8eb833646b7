"""Reads of the ventures room."""

from longbien.ventures.queries.coming import Coming, Offer, offers, under_way
from longbien.ventures.queries.crossing import Crossing, crossing
from longbien.ventures.queries.scripts import scripts
from longbien.ventures.queries.ventures import (
    VentureCard,
    cards,
    links_of,
    title,
    url,
    venture,
    venture_of_case,
    ventures,
)

__all__ = [
    "Coming", "Crossing", "Offer", "VentureCard", "cards", "crossing", "links_of", "offers", "scripts", "title",
    "under_way", "url", "venture", "venture_of_case", "ventures",
]  # fmt: skip
