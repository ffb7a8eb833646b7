"""Packs: the law of one kind of fund as dated data. Read from the hub's `vehicles/*.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from longbien.capital.rules.vehicles.measures import kind_of
from longbien.kernel.citation import Citation
from longbien.kernel.law import PackReader, Provision
from longbien.kernel.money import Money
from longbien.kernel.text import Text


@dataclass(frozen=True)
class Limit:
    """A bound on a measure and the article that sets it: minor units, a number, or a fraction of one."""

    measure: str
    least: Fraction | None
    most: Fraction | None
    citation: Citation
    currency: str = ""


@dataclass(frozen=True)
class Pilot:
    """For how long such a fund may be tried, and after how long it is reviewed, in months."""

    months: int
    review_after_months: int
    citation: Citation


@dataclass(frozen=True)
class Pack:
    """One version of the rules for a kind of fund. `open` lists what is asked of counsel and never guessed here."""

    code: str
    title: Text
    form: Text
    basis: tuple[Citation, ...]
    authority: Text
    limits: tuple[Limit, ...]
    provisions: tuple[Provision, ...]
    pilot: Pilot | None
    valid_from: date | None
    valid_until: date | None
    as_of: str
    verified: bool
    open: tuple[Text, ...]


def read_pack(content: Mapping[str, Any], languages: tuple[str, ...]) -> Pack:
    """The pack of a file's data. KeyError, TypeError or ValueError when a needed part is missing or wrong."""
    read = _Reader(content, languages)
    return Pack(
        code=content["code"],
        title=read.text(content["title"]),
        form=read.text(content["form"]),
        basis=read.basis,
        authority=read.text(content["authority"]),
        limits=tuple(map(read.limit, content["limits"])),
        provisions=read.provisions(content.get("provisions", ())),
        pilot=read.pilot(content.get("pilot")),
        valid_from=read.day("valid_from"),
        valid_until=read.day("valid_until"),
        as_of=str(content["as_of"]),
        verified=bool(content["verified"]),
        open=tuple(map(read.text, content.get("open", ()))),
    )


class _Reader(PackReader):
    def limit(self, part: Mapping[str, Any]) -> Limit:
        least, most = (_bound(part["measure"], part.get(key)) for key in ("at_least", "at_most"))
        if least is None and most is None:
            raise ValueError(f"{part['measure']} has no bound")
        given = part.get("at_most", part.get("at_least"))
        currency = str(given["currency"]) if isinstance(given, Mapping) else ""
        return Limit(part["measure"], least, most, self.cite(part), currency)

    def pilot(self, part: Mapping[str, Any] | None) -> Pilot | None:
        return Pilot(part["months"], part["review_after_months"], self.cite(part)) if part else None


def _bound(measure: str, given: Any) -> Fraction | None:
    """Money as minor units, a share (written in percent) as a fraction of one, a count as it is."""
    if given is None:
        return None
    match kind_of(measure):
        case "money":
            return Fraction(Money.from_data(given).minor)
        case "share":
            return Fraction(given) / 100
        case _:
            return Fraction(given)
