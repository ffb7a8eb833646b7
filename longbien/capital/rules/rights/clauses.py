"""The clauses that an agreement must have, because a rule acts by each of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from longbien.kernel.text import Text

# What acts by a clause names it so; a template of the hub says what number it has and what stands in it.
CODES = (
    "contribution", "kind", "field", "territory", "term", "exclusivity", "rank", "notice", "window", "silence", "price",
    "carve-outs", "quota", "register",
)  # fmt: skip


@dataclass(frozen=True)
class Clause:
    number: str
    title: Text
    text: Text


Clauses = Mapping[str, Clause]
