"""Reads for statements: nothing but what the ledger and the record held by a moment."""

from longbien.capital.queries.statements.asked import Asked, asked_of, instant_of
from longbien.capital.queries.statements.faces import FORMATS, Face, Format, face, formats_here
from longbien.capital.queries.statements.made import begun_on, joined_on, of_commitment, of_vehicle
from longbien.capital.queries.statements.saying import facts, shown

__all__ = [
    "FORMATS", "Asked", "Face", "Format", "asked_of", "begun_on", "face", "facts", "formats_here", "instant_of",
    "joined_on", "of_commitment", "of_vehicle", "shown",
]  # fmt: skip
