"""The comparisons of a trial as they are shown: question, answer, chart, reviews, the lots of the coming days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from longbien.kernel.text import Text
from longbien.trials.queries.comparing import Schedule, comparison_state, schedules
from longbien.trials.rules.comparing.answer import TONES, answer, name_of
from longbien.trials.rules.comparing.lots import Turn
from longbien.trials.rules.comparing.reading import Reading
from longbien.trials.rules.monitors.asymptotic import FEWEST
from longbien.trials.rules.prose.comparisons import called, question, unit_of
from longbien.trials.rules.telemetry import from_us
from longbien.ui import formats
from longbien.ui.charts import Chart, Point, Threshold
from longbien.ui.language import say

HIGHEST = 1e12
SOON, SHOWN = 3, 36
WIDEST = 4


@dataclass(frozen=True)
class Coming:
    """A lot of the coming days: which unit has the new or the old, from when until when."""

    unit: str
    begin: datetime
    end: datetime
    is_new: bool


@dataclass(frozen=True)
class Compared:
    """A comparison in words and as a chart; `chart` is None while there is no interval to draw. Of the lots of the
    coming days the first, and how many `more` there are."""

    reading: Reading
    question: str
    name: Text
    tone: str
    answer: str
    evidence: str
    chart: Chart | None
    coming: tuple[Coming, ...] = ()
    more: int = 0


def compared(trial_id: UUID) -> list[Compared]:
    """Those of the licence, in its order."""
    return [_shown(one) for one in comparison_state(trial_id)]


def with_lots(trial_id: UUID, sites: dict[str, str], now: datetime) -> list[Compared]:
    """The same with the lots of the coming days; `sites` are what areas are called, by code."""
    found = comparison_state(trial_id)
    if any(one.over for one in found):
        return [_shown(one) for one in found]
    lots = schedules(trial_id, now, SOON) if found else ()
    return [_shown(one, tuple(_coming(schedule, sites))) for one, schedule in zip(found, lots, strict=True)]


def _shown(reading: Reading, coming: tuple[Coming, ...] = ()) -> Compared:
    policy = reading.lottery.policy
    return Compared(
        reading,
        say(question(reading.asked, policy)),
        name_of(reading.verdict, over=reading.over),
        TONES[reading.verdict],
        say(answer(reading)),
        _evidence(reading),
        _chart(reading),
        coming[:SHOWN],
        max(len(coming) - SHOWN, 0),
    )


def _evidence(reading: Reading) -> str:
    """How much was counted, and how strong the evidence is of what is needed."""
    last = reading.last
    if last is None and reading.over:
        return _("Nothing was counted that could be compared.")
    if last is None:
        return _("No unit is over yet: each is judged six hours after its end.")
    said = _("Old: %(old)s. New: %(new)s.") % {"old": formats.number(last.old), "new": formats.number(last.new)}
    if reading.told:
        share = formats.number(100 - 100 * reading.strayed / reading.told, places=1)
        followed = {"n": formats.number(reading.told), "share": share}
        said += " " + _("Of %(n)s events that say which they had, %(share)s%% had what was drawn.") % followed
    if reading.asked.looks:
        return said
    odds = {
        "now": formats.number(round(min(last.evidence, HIGHEST), 1)),
        "needed": formats.number(round(1 / reading.alpha)),
    }
    return f"{said} " + _("Evidence of a difference: %(now)s of %(needed)s needed.") % odds


def _chart(reading: Reading) -> Chart | None:
    """The gain with its interval, from the day on which that was less than WIDEST times as wide as it is now."""
    asked, policy = reading.asked, reading.lottery.policy
    known = [one for one in reading.points if min(one.old, one.new) >= FEWEST]
    widest = WIDEST * (known[-1].high - known[-1].low) if known else 0.0
    points = tuple(
        Point(float(one.day.toordinal()), date_format(one.day, "d/m"), one.gain, one.low, one.high)
        for one in known
        if one.high - one.low <= widest
    )
    if len(points) < 2:
        return None
    name, unit = say(called(asked.measure, policy)), say(unit_of(asked, policy))
    title = _("Less with the new") if asked.better == "less" else _("More with the new")
    return Chart(
        title=f"{title}: {name}, {unit}",
        points=points,
        thresholds=(Threshold(0.0, _("no difference")), Threshold(float(asked.margin), _("wanted"))),
        x_title=_("Day"),
        unit=title,
    )


def _coming(schedule: Schedule, sites: dict[str, str]) -> Iterator[Coming]:
    for turn in schedule.turns:
        yield _lot(turn, sites)


def _lot(turn: Turn, sites: dict[str, str]) -> Coming:
    return Coming(sites.get(turn.unit, turn.unit), from_us(turn.begin_us), from_us(turn.end_us), turn.is_new)
