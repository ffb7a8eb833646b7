"""Parts of orders, and the steps of both, as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from longbien.capital.models import OrderStep, Part
from longbien.capital.rules.orders.criteria import Bound, Criterion
from longbien.capital.rules.orders.steps import CLOSED, PART_NAMES, PART_TONES, STEP_NAMES, part_state
from longbien.kernel.money import Money
from longbien.kernel.text import Text


@dataclass(frozen=True)
class KpiView:
    """A KPI in the order's copy; an empty baseline or target is "not published"."""

    name: Text
    unit: Text | None
    baseline: str
    target: str
    is_demo: bool


@dataclass(frozen=True)
class StepView:
    """A step, its entry in the record, and what it names: a posting in the ledger, a trial's evidence."""

    key: int
    step: str
    part: int | None
    at: datetime
    entry_id: UUID
    person_id: UUID | None
    posting: UUID | None
    trial: str
    trial_url: str
    report_sha256: str
    paid_on: date | None
    due_at: datetime | None

    @property
    def name(self) -> Text:
        return STEP_NAMES[self.step]


@dataclass(frozen=True)
class PartView:
    """`due_at` is when what comes next must have happened: delivery, then acceptance, then payment."""

    id: UUID
    place: int
    title: str
    kpi: int
    criterion: Criterion | None
    amount: Money
    due_on: date
    due_at: datetime
    state: str
    steps: tuple[StepView, ...]

    @property
    def state_name(self) -> Text:
        return PART_NAMES[self.state]

    @property
    def tone(self) -> str:
        return PART_TONES[self.state]

    @property
    def delivered(self) -> StepView | None:
        """The newest delivery."""
        return next((one for one in reversed(self.steps) if one.step == "delivered"), None)

    @property
    def closed(self) -> StepView | None:
        return next((one for one in reversed(self.steps) if one.step in CLOSED), None)


def part_view(row: Part, steps: Sequence[OrderStep]) -> PartView:
    state = part_state(one.step for one in steps)
    told = next((one.due_at for one in reversed(steps) if one.step == state), None)
    due = told if state in ("delivered", "owed") and told else last_moment(row.due_on)
    criterion = criterion_of(row)
    views = tuple(step_view(one, row.place) for one in steps)
    return PartView(
        row.pk, row.place, row.title, row.kpi, criterion, row.amount, row.due_on, due, state, views
    )  # fmt: skip


def criterion_of(row: Part) -> Criterion | None:
    return Criterion(row.figure, cast(Bound, row.bound), row.value) if row.figure else None


def step_view(row: OrderStep, place: int | None = None) -> StepView:
    trial = row.trial
    return StepView(
        key=row.pk,
        step=row.step,
        part=place,
        at=row.at,
        entry_id=row.entry_id,
        person_id=row.person_id,
        posting=row.posting,
        trial=trial.number if trial else "",
        trial_url=reverse("trials:registered", args=[trial.number]) if trial else "",
        report_sha256=row.report_sha256,
        paid_on=row.paid_on,
        due_at=row.due_at,
    )


def kpi_view(row: dict[str, Any]) -> KpiView:
    unit = row["unit"]
    return KpiView(_text(row["name"]), _text(unit) if unit else None, row["baseline"], row["target"], row["is_demo"])


def moment_after(day: date) -> datetime:
    """The first moment after a local day: what is due by that day is late from then on."""
    return datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(settings.HUB.timezone))


def last_moment(day: date) -> datetime:
    """The last minute of a local day: how the end of a day is told."""
    return moment_after(day) - timedelta(minutes=1)


def _text(words: dict[str, str]) -> Text:
    return Text(tuple(words.items()))
