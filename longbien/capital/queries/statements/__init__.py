"""Reads for statements: nothing but what the ledger and the record held by a moment."""

from longbien.capital.queries.statements.asked import Asked, asked_of, instant_of
from longbien.capital.queries.statements.faces import FORMATS, Face, Format, face, formats_here
from longbien.capital.queries.statements.made import of_commitment, of_vehicle, opened_on
from longbien.capital.queries.statements.saying import facts, shown

__all__ = [
    "FORMATS", "Asked", "Face", "Format", "asked_of", "face", "facts", "formats_here", "instant_of", "of_commitment",
    "of_vehicle", "opened_on", "shown",
]  # fmt: skip
