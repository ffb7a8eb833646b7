"""What terms would do to the newest edition, for the steward who writes them."""

from typing import Any

from longbien.data.queries.sets import SetCard, folder_of
from longbien.data.rules.agreement.terms import Terms
from longbien.kernel.extras import require


def effect_of(found: SetCard, terms: Terms) -> tuple[Any, tuple[Any, ...]] | None:
    """The numbers (`rules.agreement.effects.Counted`) and some rows (`lake.effects.Tried`); None without an edition."""
    if found.newest is None:
        return None
    lake = require("longbien.data.lake.effects", extra="data")
    made: tuple[Any, tuple[Any, ...]] = lake.effect(terms, found.contract, folder_of(found.code), found.newest.version)
    return made
