"""Take a designated area into the database."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.subject import Subject
from longbien.places.events import AreaDrawn
from longbien.places.models import Area, Outline
from longbien.places.rules.geometry import digest
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@dataclass(frozen=True)
class Described:
    """What the hub's folder says of an area, texts as plain data by language."""

    name: dict[str, str]
    kind: dict[str, str]
    about: dict[str, str] | None
    sources: list[str]
    is_indicative: bool


@act
def load_area(*, code: str, described: Described, geometry: dict[str, Any], at: datetime) -> None:
    """Write what differs. A changed outline becomes a new version; licences keep the copy they were granted with."""
    area = Area.objects.filter(code=code).first()
    told = asdict(described)
    if area is None:
        area = Area.objects.create(code=code, **told)
    elif {key: getattr(area, key) for key in told} != told:
        Area.objects.filter(pk=area.pk).update(**told)
        area.is_indicative = described.is_indicative
    if not Outline.objects.filter(area=area, version=area.version, digest=digest(geometry)).exists():
        draw_outline(area, geometry, by=SYSTEM, at=at)


def draw_outline(area: Area, geometry: dict[str, Any], *, by: Actor, at: datetime) -> None:
    """The next version of an area's outline, inside the action that changes it."""
    version, mark = area.version + 1, digest(geometry)
    Outline.objects.create(area=area, version=version, geometry=geometry, digest=mark, drawn_at=at)
    Area.objects.filter(pk=area.pk).update(version=version)
    drawn = AreaDrawn(code=area.code, outline=version, digest=mark, is_indicative=area.is_indicative)
    emit(drawn, subject=Subject("places.area", area.pk), by=by, at=at)
