"""Wards: the smallest unit of administration, found by its name, its old names or an address that holds one."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import pi, sqrt

from longbien.kernel.folding import fold

SAME, WHOLE, START = 4, 3, 2


@dataclass(frozen=True)
class Former:
    """A ward of the old map that went into today's: `name` with its kind, and the district it stood in."""

    name: str
    short: str
    district: str
    district_short: str

    def __str__(self) -> str:
        return f"{self.name}, {self.district}"


@dataclass(frozen=True)
class Ward:
    """A ward: `name` with its kind, `short` without; `lon` / `lat` its middle; `formers` the old wards in it."""

    code: str
    name: str
    short: str
    lon: float
    lat: float
    area_km2: float
    formers: tuple[Former, ...] = ()

    @property
    def radius_m(self) -> float:
        """The radius of a disk as large as the ward: where no outline is known, this stands for it."""
        return 1_000 * sqrt(self.area_km2 / pi)

    @cached_property
    def names(self) -> tuple[tuple[str, int], ...]:
        """Folded names with their weight: today's name before old wards, old wards before old districts."""
        weighted = {_words(former.district_short): 1 for former in self.formers}
        weighted |= {_words(former.short): 2 for former in self.formers}
        return tuple((weighted | {_words(self.short): 3}).items())


def find(wards: Iterable[Ward], text: str, *, most: int = 20) -> tuple[Ward, ...]:
    """Wards that `text` may mean, likeliest first: a name, the start of one, or an address that holds one.

    Folded: "o cho dua" finds Ô Chợ Dừa. Blank text finds nothing; a full name with its kind finds that ward alone.
    """
    wards, wanted = tuple(wards), _words(text)
    meant = tuple(ward for ward in wards if _words(ward.name) == wanted)
    if len(meant) == 1:
        return meant
    scored = ((score, ward) for ward in wards if (score := _score(ward, wanted)))
    ranked = sorted(scored, key=lambda pair: (-pair[0], fold(pair[1].short), pair[1].code))
    return tuple(ward for _, ward in ranked[:most])


def meant(wards: Iterable[Ward], written: str) -> tuple[Ward, ...]:
    """The wards that an address may lie in: one when today's name or one old ward says it, else all to choose from.

    Surest first: today's name; an old ward together with its district; an old ward; whatever `find` finds.
    """
    found, wanted = find(wards, written), _words(written)
    named = tuple(ward for ward in found if wanted in (_words(ward.name), _words(ward.short)))
    if len(named) == 1:
        return named
    for with_district in (True, False):
        held = tuple(ward for ward in found if _held(ward, wanted, with_district=with_district))
        if held:
            return held
    return found


def former_of(ward: Ward, written: str) -> Former | None:
    """The ward of the old map that `written` means, when it went into `ward`; None where today's name is written, or
    nothing."""
    wanted = _words(written)
    if not wanted or wanted in (_words(ward.name), _words(ward.short)):
        return None
    return _held(ward, wanted, with_district=True) or _held(ward, wanted, with_district=False)


def _held(ward: Ward, wanted: str, *, with_district: bool) -> Former | None:
    """The old ward with the longest name that the words hold, beside the name of its district where that has to be."""
    held = []
    for former in ward.formers:
        names, district = (former.short, former.name), f" {_words(former.district_short)} "
        rest = f" {wanted} "
        if with_district and district in rest:
            before, _, after = rest.rpartition(district)
            rest = f"{before} {after}"
        elif with_district:
            continue
        if any(f" {_words(name)} " in rest for name in names):
            held.append(former)
    return max(held, key=lambda one: len(one.short), default=None)


def _score(ward: Ward, wanted: str) -> int:
    """0 for no match. How well a name fits counts before its weight; an address gains by every name it holds."""
    if not wanted:
        return 0
    scores = [(fit, fit * (10 + weight)) for name, weight in ward.names if (fit := _fit(name, wanted))]
    held = sum(score for fit, score in scores if fit >= WHOLE)
    return held or max((score for _, score in scores), default=0)


def _fit(name: str, wanted: str) -> int:
    if name == wanted:
        return SAME
    if f" {name} " in f" {wanted} ":
        return WHOLE
    if name.startswith(wanted):
        return START
    return int(f" {wanted}" in f" {name}")


def _words(text: str) -> str:
    """Folded, letters and digits only, single spaces: "Văn Miếu - Quốc Tử Giám" → "van mieu quoc tu giam"."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in fold(text)).split())
