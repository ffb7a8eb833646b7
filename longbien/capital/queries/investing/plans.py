"""What a distribution, or the settlement of the manager's carry, would do if it were posted now."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from longbien.capital import models
from longbien.capital.queries.funds.bought import bought_out, stakes
from longbien.capital.queries.funds.given import is_given_anew, paid_distributions
from longbien.capital.queries.funds.vehicles import drawn, terms
from longbien.capital.queries.investing.called import called_flows
from longbien.capital.queries.investing.pool import Left, left, written_off
from longbien.capital.rules.funds.calling import handed
from longbien.capital.rules.funds.lives import POSTED
from longbien.capital.rules.investing.buying import handed_on
from longbien.capital.rules.investing.flows import Flow, joined, read_flow, until
from longbien.capital.rules.investing.plans import DistributionPlan, SettlementPlan, Source, read_owed
from longbien.capital.rules.investing.proceeds import CLOSING
from longbien.capital.rules.investing.settling import settle
from longbien.capital.rules.investing.sharing import Investor, share
from longbien.capital.rules.investing.terms import DistributionTerms, read_distribution
from longbien.kernel.refusal import Fault, Refusal, conflict
from longbien.kernel.text import Text


def distribution_terms(vehicle_id: UUID) -> DistributionTerms | None:
    """How a vehicle distributes; None while its terms don't say."""
    told = terms(vehicle_id).rules.distribution
    return None if told is None else read_distribution(told)


def needed_terms(vehicle_id: UUID) -> DistributionTerms:
    """Refusal 409 while the terms don't say how to distribute."""
    found = distribution_terms(vehicle_id)
    if found is None:
        raise conflict("no-terms", NO_TERMS)
    return found


def distribution_plan(row: models.Vehicle, ids: Iterable[UUID], *, on: date, keep: int = 0) -> DistributionPlan:
    """What a distribution of these proceeds (less what is kept of the last of them) would give to everyone.

    Refusal 422 for proceeds that aren't there or are gone, for money beside an asset, a day before the last one.
    """
    wanted, rules = set(ids), needed_terms(row.pk)
    sources = _sources([one for one in left(row.pk) if one.row.pk in wanted], wanted, keep)
    before, owed = _last(row)
    _must_follow(before, sources, on)
    known = until(joined(before, _known(row)), on)
    lost = list(written_off(row.pk).filter(on__lte=on))
    now = [_flow(one.row, amount, on, closes=one.amount == amount) for one, amount in sources]
    if not any(one.called for one in known):
        raise conflict("nothing-paid-in", _not_before(row))
    if rules.sides and sum(one.public + one.private for one in known) <= 0:
        raise conflict("nothing-paid-in", NOTHING_COUNTS)
    flows = (*known, *(_flow(one, 0, on, closes=True) for one in lost), *now)
    sharing = share(rules, flows, len(now), investors(row), owed)
    spent = [*((one.row, amount) for one, amount in sources), *((one, 0) for one in lost)]
    taken = tuple(Source(str(one.pk), amount) for one, amount in spent)
    return DistributionPlan(on, terms(row.pk).sha256, taken, flows, sharing)


def settlement_plan(row: models.Vehicle, *, on: date) -> SettlementPlan:
    """What the manager would give back. Refusal 409 before the first distribution."""
    before, owed = _last(row)
    if not before:
        raise conflict("nothing-distributed", NOTHING_DISTRIBUTED)
    lost = list(written_off(row.pk).filter(on__lte=on))
    flows = (*until(joined(before, _known(row)), on), *(_flow(one, 0, on, closes=True) for one in lost))
    settled = settle(needed_terms(row.pk), flows, investors(row), owed)
    taken = tuple(Source(str(one.pk), 0) for one in lost)
    return SettlementPlan(on, terms(row.pk).sha256, taken, flows, settled)


def investors(row: models.Vehicle) -> tuple[Investor, ...]:
    """Everybody who holds a stake, in the order in which calls are split."""
    return tuple(Investor(str(one.id), one.source, one.committed) for one in stakes(row))


def last_distribution(vehicle_id: UUID) -> models.Distribution | None:
    rows = models.Distribution.objects.filter(vehicle=vehicle_id, state=POSTED)
    return rows.order_by("-number").first()


def _last(row: models.Vehicle) -> tuple[list[Flow], dict[str, Fraction]]:
    """The flows that were run so far, and what each investor lacks since."""
    found = last_distribution(row.pk)
    if found is None:
        return [], {}
    content: Mapping[str, Any] = json.loads(found.plan)
    owed = _lacking(row) if is_given_anew(row.pk) else _handed_on(row, found, read_owed(content))
    return list(map(read_flow, content["flows"])), owed


def _handed_on(row: models.Vehicle, last: models.Distribution, owed: dict[str, Fraction]) -> dict[str, Fraction]:
    """What each lacked; since a buy-out of the public share the buyers lack what its sellers did, by what each took."""
    bought = bought_out(row.pk)
    if bought is None or not (bought.confirmed_at and last.confirmed_at) or bought.confirmed_at < last.confirmed_at:
        return owed
    return handed_on(owed, {str(key): part for key, part in bought.parts.values_list("commitment", "committed")})


def _lacking(row: models.Vehicle) -> dict[str, Fraction]:
    """What everybody lacks as if they had been there from the first distribution on, as a close has set it right."""
    everyone = investors(row)
    _, owed = handed(paid_distributions(row.pk), [one.committed for one in everyone])
    return {one.id: lack for one, lack in zip(everyone, owed, strict=True)}


def _known(row: models.Vehicle) -> list[Flow]:
    """What was called, and every investment by its cost."""
    found = called_flows(row)
    for one in models.Investment.objects.filter(vehicle=row.pk, state=POSTED).order_by("on", "number"):
        found.append(Flow(one.on, cost=one.cost, deal=str(one.pk), source=f"investment {one.number}"))
    return found


def _sources(found: list[Left], wanted: set[UUID], keep: int) -> list[tuple[Left, int]]:
    if not found or len(found) != len(wanted):
        raise Refusal("no-proceeds", CHOOSE, faults=(Fault("proceeds", CHOOSE),))
    if len({one.row.kind == "in-kind" for one in found}) > 1 or sum(one.row.kind == "in-kind" for one in found) > 1:
        raise Refusal("mixed", MIXED, faults=(Fault("proceeds", MIXED),))
    if not 0 <= keep < found[-1].amount or (keep and found[-1].row.kind == "in-kind"):
        raise Refusal("keeps-too-much", KEEPS, faults=(Fault("keep", KEEPS),))
    amounts = [one.amount for one in found]
    return list(zip(found, [*amounts[:-1], amounts[-1] - keep], strict=True))


def _must_follow(before: list[Flow], sources: list[tuple[Left, int]], on: date) -> None:
    first = max(one.row.on for one, _ in sources)
    if on < max([first, *(one.on for one in before)]):
        raise Refusal("out-of-order", ORDER, faults=(Fault("on", ORDER),))


def _flow(row: models.Proceeds, amount: int, on: date, *, closes: bool) -> Flow:
    return Flow(
        on, proceeds=amount, deal=str(row.investment_id), closes=closes and row.kind in CLOSING,
        source=f"proceeds {row.number}",
    )  # fmt: skip


def _not_before(row: models.Vehicle) -> Text:
    """The waterfall counts a call from the day it was due: the first of them is the first day to distribute."""
    first = min((one.due_on for one in drawn(row)), default=None)
    if first is None:
        return NOTHING_CALLED
    return Text.of(
        vi=f"Điều khoản tính vốn từ hạn nộp; hạn nộp đầu tiên là {first:%d/%m/%Y}. Phân chia được từ ngày ấy.",
        en=f"The terms count a call from the day it is due, first on {first.isoformat()}. Distribute from then on.",
    )


NO_TERMS = Text.of(
    vi="Điều khoản của quỹ chưa nói cách phân chia. Hãy thoả thuận điều khoản ấy trước.",
    en="The terms of this fund don't say how it distributes. Agree on that first.",
)
NOTHING_COUNTS = Text.of(
    vi="Điều khoản vốn công tính theo số đã nộp; đến ngày này chưa có khoản nào đến hạn và đã nộp.",
    en="The public terms go by what was paid in; by this day nothing is both due and paid.",
)
NOTHING_CALLED = Text.of(vi="Quỹ chưa gọi vốn lần nào.", en="This fund has not called anything yet.")
NOTHING_DISTRIBUTED = Text.of(vi="Quỹ chưa phân chia lần nào.", en="This fund has not distributed yet.")
CHOOSE = Text.of(
    vi="Hãy chọn ít nhất một khoản thu của quỹ này chưa được chia hết.",
    en="Choose at least one of the fund's proceeds that is not gone yet.",
)
MIXED = Text.of(
    vi="Tài sản được chia riêng, từng khoản một, không chung với tiền.",
    en="An asset is handed on by itself, one at a time, not beside money.",
)
KEEPS = Text.of(
    vi="Phần giữ lại phải nhỏ hơn khoản thu cuối cùng được chọn; tài sản thì chia hết.",
    en="What is kept must be less than the last of the proceeds chosen; an asset is handed on whole.",
)
ORDER = Text.of(
    vi="Ngày phân chia không được trước lần phân chia gần nhất hay trước ngày có khoản thu.",
    en="A distribution can't be before the last one, nor before its proceeds.",
)
