"""Reads of the places room."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from longbien.kernel.text import Text
from longbien.places.kinds.countries import wards_of
from longbien.places.models import Area, Laboratory, Machine, Outline
from longbien.places.rules.geometry import distance_m
from longbien.places.rules.wards import Ward, find, meant


@dataclass(frozen=True)
class Designation:
    """By which case of this hub, and for which days, the last one included."""

    case_id: UUID
    decision: str
    since: date
    until: date
    entry_id: UUID


@dataclass(frozen=True)
class AreaCard:
    """A designated area with one version of its outline; `geometry` is GeoJSON, WGS 84."""

    id: UUID
    code: str
    name: Text
    kind: Text
    about: Text | None
    geometry: Mapping[str, Any]
    version: int
    digest: str
    is_indicative: bool
    sources: tuple[str, ...]
    designation: Designation | None = None

    def holds_on(self, first: date, last: date) -> bool:
        """Whether it may be tested in on all of these days."""
        made = self.designation
        return made is None or (made.since <= first and last <= made.until)


def area(code: str, *, version: int | None = None) -> AreaCard | None:
    """The area that the hub calls so, as drawn newest or in one version."""
    found = Outline.objects.select_related("area").filter(area__code=code)
    outline = found.filter(version=version).first() if version else found.order_by("-version").first()
    return _card(outline) if outline else None


def area_with_id(area_id: UUID) -> AreaCard | None:
    found = Area.objects.filter(pk=area_id).first()
    return area(found.code) if found else None


@dataclass(frozen=True)
class Drawing:
    """One version of an area's outline, without its geometry."""

    version: int
    digest: str
    at: datetime


def drawings(code: str) -> tuple[Drawing, ...]:
    """Every version of an area's outline, newest first."""
    rows = Outline.objects.filter(area__code=code).order_by("-version").values_list("version", "digest", "drawn_at")
    return tuple(Drawing(*row) for row in rows)


def areas() -> tuple[AreaCard, ...]:
    """Every area as drawn newest, by code. One query."""
    newest = {
        outline.area_id: outline for outline in Outline.objects.select_related("area").order_by("version")
    }  # fmt: skip
    return tuple(_card(outline) for outline in sorted(newest.values(), key=lambda one: one.area.code))


def area_of_case(case_id: UUID) -> AreaCard | None:
    """The area that a case designated."""
    found = Area.objects.filter(case_id=case_id).first()
    return area(found.code) if found else None


def open_areas(today: date) -> tuple[AreaCard, ...]:
    """The areas that may be tested in on a local day or later, by code."""
    return tuple(one for one in areas() if one.designation is None or today <= one.designation.until)


def areas_near(lon: float, lat: float, *, within_m: float = 2_000) -> tuple[tuple[AreaCard, float], ...]:
    """Areas at most `within_m` metres from a point, nearest first, each with its distance in metres (0: inside)."""
    measured = ((card, distance_m(card.geometry, lon, lat)) for card in areas())
    return tuple(sorted((pair for pair in measured if pair[1] <= within_m), key=lambda pair: (pair[1], pair[0].code)))


def _card(outline: Outline) -> AreaCard:
    found = outline.area
    read = settings.HUB.text
    return AreaCard(
        id=found.pk,
        code=found.code,
        name=read(found.name),
        kind=read(found.kind),
        about=read(found.about) if found.about else None,
        geometry=outline.geometry,
        version=outline.version,
        digest=outline.digest,
        is_indicative=found.is_indicative,
        sources=tuple(found.sources),
        designation=_designation(found),
    )


def _designation(found: Area) -> Designation | None:
    if found.case_id is None or found.since is None or found.until is None or found.entry_id is None:
        return None
    return Designation(found.case_id, found.decision, found.since, found.until, found.entry_id)


def wards() -> tuple[Ward, ...]:
    """The wards of this hub, by code; none where its country has no algorithm."""
    return wards_of(settings.HUB.country, settings.HUB.data.get("province"))


def ward(code: str) -> Ward | None:
    return next((one for one in wards() if one.code == code), None)


def find_wards(text: str, *, most: int = 20) -> tuple[Ward, ...]:
    """Wards by name, old name or address, without regard to diacritics, likeliest first."""
    return find(wards(), text[:300], most=most)


def wards_meant(text: str) -> tuple[Ward, ...]:
    """The wards that an address may lie in; several where an old ward was divided or only a district is named."""
    return meant(wards(), text[:300])


def areas_in_ward(code: str, *, margin_m: float = 500) -> tuple[tuple[AreaCard, float], ...]:
    """Areas in or beside a ward, nearest first, with metres from its middle.

    No outlines of wards are published as open data: a disk of the ward's size and `margin_m` around it stand for it.
    """
    found = ward(code)
    return areas_near(found.lon, found.lat, within_m=found.radius_m + margin_m) if found else ()


@dataclass(frozen=True)
class MachineCard:
    """Something whose hours are booked."""

    id: UUID
    code: str
    name: Text
    laboratory_id: UUID


@dataclass(frozen=True)
class LaboratoryCard:
    """A laboratory with its machines, by code."""

    id: UUID
    code: str
    name: Text
    about: Text | None
    is_publicly_funded: bool
    is_demo: bool
    sources: tuple[str, ...]
    machines: tuple[MachineCard, ...]


def laboratories() -> tuple[LaboratoryCard, ...]:
    """Every laboratory, by code. Two queries."""
    return tuple(map(_laboratory, Laboratory.objects.order_by("code").prefetch_related("machines")))


def laboratory(laboratory_id: UUID) -> LaboratoryCard | None:
    found = Laboratory.objects.filter(pk=laboratory_id).prefetch_related("machines").first()
    return _laboratory(found) if found else None


def _laboratory(found: Laboratory) -> LaboratoryCard:
    read = settings.HUB.text
    machines = sorted(found.machines.all(), key=lambda one: one.code)
    return LaboratoryCard(
        id=found.pk,
        code=found.code,
        name=read(found.name),
        about=read(found.about) if found.about else None,
        is_publicly_funded=found.is_publicly_funded,
        is_demo=found.is_demo,
        sources=tuple(found.sources),
        machines=tuple(map(_machine, machines)),
    )


def _machine(found: Machine) -> MachineCard:
    return MachineCard(found.pk, found.code, settings.HUB.text(found.name), found.laboratory_id)
