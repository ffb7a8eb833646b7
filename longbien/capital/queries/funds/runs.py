"""Closes and calls: the plan that would be posted now, the drafts, and what was posted."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import rfc8785

from longbien.capital import models
from longbien.capital.queries.funds.bought import bought_out, stakes
from longbien.capital.queries.funds.commitments import CommitmentCard, commitment_cards
from longbien.capital.queries.funds.given import paid_distributions
from longbien.capital.queries.funds.vehicles import drawn, parties, terms
from longbien.capital.rules.funds.calling import Share, further_call
from longbien.capital.rules.funds.lives import CLOSED, DRAFT, NAMES, SIGNED, TONES
from longbien.capital.rules.funds.plans import CallPlan, ClosePlan, Days, Party, plan_call, plan_close
from longbien.kernel.actor import Actor
from longbien.kernel.money import Money
from longbien.kernel.refusal import Refusal, conflict, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import PersonCard, person_card


@dataclass(frozen=True)
class Line:
    """What a plan means to one investor. Amounts below zero are paid out."""

    commitment: CommitmentCard
    principal: Money
    interest: Money
    given: Money
    is_new: bool = False

    @property
    def net(self) -> Money:
        return self.principal + self.interest - self.given


@dataclass(frozen=True)
class RunCard:
    """A close or a call in a list; `day` is that of the close, or the one by which the call is due."""

    id: UUID
    vehicle_id: UUID
    is_call: bool
    number: int | None
    state: str
    day: date
    due_on: date
    amount: Money | None
    purpose: str
    prepared_by: UUID
    prepared_at: datetime
    confirmed_by: UUID | None
    confirmed_at: datetime | None
    sha256: str
    entry: UUID | None

    @property
    def state_name(self) -> Text:
        return NAMES[self.state]

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def is_draft(self) -> bool:
        return self.state == DRAFT

    @property
    def officers(self) -> tuple[PersonCard | None, PersonCard | None]:
        """Who prepared it, and who confirmed it."""
        return person_card(self.prepared_by), person_card(self.confirmed_by)


def close_plan(row: models.Vehicle, ids: Iterable[UUID], *, days: Days) -> ClosePlan:
    """What a close of these signed commitments would do. Refusal for one that isn't signed, or of another vehicle."""
    if bought_out(row.pk):
        raise conflict("bought-out", BOUGHT_OUT)
    wanted = set(ids)
    rows = row.commitments.filter(pk__in=wanted, state=SIGNED).order_by("at", "id").values_list("id", "amount")
    joining = [Party(*pair) for pair in rows]
    if not joining or len(joining) != len(wanted):
        raise Refusal("none-to-admit", NONE_TO_ADMIT)
    rules = terms(row.pk).rules
    given = paid_distributions(row.pk) if rules.equalises_distributions else ()
    return plan_close(drawn(row), parties(row), joining, days=days, rate=rules.equalisation_rate, given=given)


def call_plan(row: models.Vehicle, amount: int, *, due_on: date) -> CallPlan:
    """What a call of this much would ask of everyone. Refusal when nothing is binding yet, or it asks for too much."""
    if bought_out(row.pk):
        return _call_after(row, amount, due_on)
    everyone, before = parties(row), drawn(row)
    left = sum(one.amount for one in everyone) - sum(one.amount for one in before)
    if not 0 < amount <= left:
        raise Refusal("too-much", _left(Money(left, row.currency)))
    return plan_call(amount, before, everyone, due_on=due_on)


def _call_after(row: models.Vehicle, amount: int, due_on: date) -> CallPlan:
    """A call of a vehicle whose public share was bought: those who hold a stake now are called."""
    held = stakes(row)
    left = sum(one.committed - one.called for one in held)
    if not 0 < amount <= left:
        raise Refusal("too-much", _left(Money(left, row.currency)))
    parts = further_call(amount, [one.called for one in held], [one.committed for one in held])
    return CallPlan(amount, due_on, dict(zip((one.id for one in held), parts, strict=True)))


def digest(plan: ClosePlan | CallPlan) -> tuple[str, str]:
    """The plan as canonical JSON, and its SHA-256."""
    written = rfc8785.dumps(plan.content())
    return written.decode(), sha256(written).hexdigest()


def close_lines(plan: str, currency: str) -> tuple[Line, ...]:
    """The lines of a stored plan of a close."""
    content = json.loads(plan)
    joining = {UUID(key) for key, _ in content["joining"]}
    shares = {UUID(key): Share(*map(int, amounts)) for key, *amounts in content["shares"]}
    return lines(shares, currency, joining)


def call_lines(plan: str, currency: str) -> tuple[Line, ...]:
    """The lines of a stored plan of a call."""
    parts: list[Any] = json.loads(plan)["parts"]
    return lines({UUID(key): Share(int(part), 0) for key, part in parts}, currency)


def lines(shares: Mapping[UUID, Share], currency: str, joining: Iterable[UUID] = ()) -> tuple[Line, ...]:
    """Shares with the investors' names, in the order of the plan."""
    found = models.Commitment.objects.select_related("vehicle", "close").filter(pk__in=list(shares))
    known, new = {card.id: card for card in commitment_cards(found)}, set(joining)

    def money(minor: int) -> Money:
        return Money(minor, currency)

    return tuple(
        Line(known[key], money(one.principal), money(one.interest), money(one.given), key in new)
        for key, one in shares.items()
    )


def close(actor: Actor, close_id: UUID) -> tuple[RunCard, tuple[Line, ...]]:
    """Refusal 404 for what is not there or hidden."""
    row: models.Close = _seen(models.Close.objects.select_related("vehicle").filter(pk=close_id).first(), actor)
    return run_card(row), close_lines(row.plan, row.vehicle.currency)


def call(actor: Actor, call_id: UUID) -> tuple[RunCard, tuple[Line, ...]]:
    """Refusal 404 for what is not there or hidden."""
    row: models.Call = _seen(models.Call.objects.select_related("vehicle").filter(pk=call_id).first(), actor)
    return run_card(row), call_lines(row.plan, row.vehicle.currency)


def _seen(row: Any, actor: Actor) -> Any:
    if row is None:
        raise not_found()
    check(actor, "view", row)
    return row


def runs(vehicle_id: UUID) -> tuple[RunCard, ...]:
    """Every close and call of a vehicle, newest first, whatever became of it. The caller has asked the policy."""
    closes = models.Close.objects.select_related("vehicle").filter(vehicle=vehicle_id)
    calls = models.Call.objects.select_related("vehicle").filter(vehicle=vehicle_id)
    found = [*map(run_card, closes), *map(run_card, calls)]
    return tuple(sorted(found, key=lambda one: (one.prepared_at, one.id), reverse=True))


def drafts() -> tuple[RunCard, ...]:
    """Everything that waits for a second officer."""
    closes = models.Close.objects.select_related("vehicle").filter(state=DRAFT)
    calls = models.Call.objects.select_related("vehicle").filter(state=DRAFT)
    return (*map(run_card, closes), *map(run_card, calls))


def run_card(row: models.Close | models.Call) -> RunCard:
    is_call = isinstance(row, models.Call)
    return RunCard(
        id=row.pk,
        vehicle_id=row.vehicle_id,
        is_call=is_call,
        number=row.number,
        state=row.state,
        day=row.due_on if isinstance(row, models.Call) else row.on,
        due_on=row.due_on,
        amount=Money(row.amount, row.vehicle.currency) if isinstance(row, models.Call) else None,
        purpose=row.purpose if isinstance(row, models.Call) else "",
        prepared_by=row.prepared_by,
        prepared_at=row.prepared_at,
        confirmed_by=row.confirmed_by,
        confirmed_at=row.confirmed_at,
        sha256=row.sha256,
        entry=row.entry,
    )


def admissible(vehicle_id: UUID) -> tuple[CommitmentCard, ...]:
    """The signed commitments that a close may admit, the earliest first."""
    rows = models.Commitment.objects.select_related("vehicle", "close").filter(vehicle=vehicle_id, state=SIGNED)
    return commitment_cards(rows.order_by("at", "id"))


def binding(vehicle_id: UUID) -> int:
    """How many commitments may be called."""
    return models.Commitment.objects.filter(vehicle=vehicle_id, state=CLOSED).count()


BOUGHT_OUT = Text.of(
    vi="Phần vốn công đã được mua lại; không còn nhận nhà đầu tư vào sau.",
    en="The public share was bought out; nobody joins after that.",
)
NONE_TO_ADMIT = Text.of(
    vi="Hãy chọn ít nhất một cam kết đã ký của quỹ này.", en="Choose at least one signed commitment of this fund."
)


def _left(left: Money) -> Text:
    return Text.of(
        vi=f"Số tiền gọi phải lớn hơn 0 và không quá phần còn có thể gọi: {left}.",
        en=f"The call must be above 0 and not more than what is left to call: {left}.",
    )
