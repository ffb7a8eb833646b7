"""Designate an area for testing, by the decision of a case."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.text import slugify

from longbien.kernel.actor import Actor
from longbien.kernel.folding import fold
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.places.actions.load_area import draw_outline
from longbien.places.events import AreaDesignated
from longbien.places.models import Area
from longbien.places.rules.words import kind_name
from longbien.places.rules.written import Unreadable, read_outline
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

LONGEST = 50  # letters of the title in a code; the number of the case follows


@dataclass(frozen=True)
class Proposal:
    """What a case asks for: a `kind` of place, its outline as written, and the days on which it may be tested in.

    `until` is the last day; an outline larger than `largest_km2` is refused.
    """

    title: str
    kind: str
    about: str
    outline: str
    since: date
    until: date
    largest_km2: float | None = None


def check_area(asked: Proposal, *, at: datetime) -> dict[str, Any]:
    """The geometry asked for. Refusal 422 for an outline that can't be used, or days that are over; records nothing."""
    try:
        geometry = read_outline(asked.outline, settings.HUB.data.get("bounds"), asked.largest_km2)
    except Unreadable as found:
        raise _refused("outline", found.what) from found
    if asked.until < at.astimezone(ZoneInfo(settings.HUB.timezone)).date():
        raise _refused("until", Text.of(vi="Ngày này đã qua.", en="This day is past."))
    return geometry


@act
def designate_area(asked: Proposal, *, case_id: UUID, decision: str, by: Actor, at: datetime) -> str:
    """The code of the area, from now on on the map; a case designates once (idempotent). Refusals as in `check_area`.

    `decision` is the number of the case. Who may decide is the procedure's to say.
    """
    before = Area.objects.filter(case_id=case_id).first()
    if before is not None:
        return before.code
    geometry = check_area(asked, at=at)
    area = Area(id=new_id(), code=_code(asked.title, decision), is_indicative=False, case_id=case_id, decision=decision)
    area.name, area.kind, area.about = _alike(asked.title), dict(kind_name(asked.kind)), _alike(asked.about)
    area.since, area.until = asked.since, asked.until
    designated = AreaDesignated(area.code, case=case_id, decision=decision, since=asked.since, until=asked.until)
    area.entry_id = emit(designated, subject=Subject("places.area", area.pk), by=by, at=at)
    area.save(force_insert=True)
    draw_outline(area, geometry, by=by, at=at)
    return area.code


def _code(title: str, decision: str) -> str:
    return "-".join(filter(None, (slugify(fold(title))[:LONGEST].strip("-"), slugify(fold(decision)))))


def _alike(words: str) -> dict[str, str]:
    """What an applicant wrote, in whichever language, for readers of every language of the hub."""
    return dict.fromkeys(settings.HUB.languages, words)


def _refused(question: str, what: Text) -> Refusal:
    return Refusal("area-unusable", what, faults=(Fault(f"/{question}", what),))
