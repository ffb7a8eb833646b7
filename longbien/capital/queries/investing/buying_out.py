"""What the public share of a vehicle costs on a day, who may buy it then, and what a buy-out would do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from longbien.capital import models
from longbien.capital.queries.funds.bought import Stake, bought_out, stakes
from longbien.capital.queries.funds.notices import notice_cards, open_ones
from longbien.capital.queries.funds.vehicles import terms
from longbien.capital.queries.investing.called import public_payments
from longbien.capital.queries.investing.plans import distribution_terms
from longbien.capital.rules.daycount import DayCount
from longbien.capital.rules.funds.lives import POSTED
from longbien.capital.rules.investing.buying import BuyOutPlan, Held, buy
from longbien.capital.rules.public.price import Grown, Window, grown, price_line, window
from longbien.capital.rules.public.terms import BuyOut
from longbien.capital.rules.vehicles.measures import PUBLIC
from longbien.capital.rules.waterfall.explained import Line
from longbien.kernel.money import Money
from longbien.kernel.refusal import Fault, Refusal, conflict
from longbien.kernel.text import Text
from longbien.ui.formats import local, money


@dataclass(frozen=True)
class Offered:
    """The price on a day and how it is made up; `window` says when the private side may pay it."""

    on: date
    rules: BuyOut
    day_count: DayCount
    window: Window
    grown: tuple[Grown, ...]
    line: Line
    sellers: tuple[Stake, ...]
    buyers: tuple[Stake, ...]

    @property
    def committed(self) -> int:
        """What the public investors committed: all of it is bought."""
        return sum(one.committed for one in self.sellers)


def has_schedule(vehicle_id: UUID) -> bool:
    """Whether the terms let the private side buy the public share."""
    found = distribution_terms(vehicle_id)
    return found is not None and isinstance(found.public, BuyOut)


def offered(row: models.Vehicle, on: date) -> Offered:
    """Refusal 409 where the terms have no schedule, nothing public was paid in, or the share was bought already."""
    found = distribution_terms(row.pk)
    if found is None or not isinstance(found.public, BuyOut):
        raise conflict("no-schedule", NO_SCHEDULE)
    if bought_out(row.pk):
        raise conflict("bought-out", BOUGHT)
    paid = public_payments(row, on)
    if not any(minor > 0 for _, minor, _ in paid):
        raise conflict("nothing-paid-in", NOTHING_PAID_IN)
    rules, day_count = found.public, found.waterfall.hurdle.day_count
    nets = [(day, minor) for day, minor, _ in paid]
    parts = grown(rules, nets, on, day_count, [source for _, _, source in paid])
    held = stakes(row)
    return Offered(
        on=on,
        rules=rules,
        day_count=day_count,
        window=window(rules, nets[0][0]),
        grown=parts,
        line=price_line(rules, parts, on),
        sellers=tuple(one for one in held if one.source == PUBLIC),
        buyers=tuple(one for one in held if one.source != PUBLIC),
    )


def buy_out_plan(row: models.Vehicle, takers: Mapping[UUID, int], *, on: date) -> BuyOutPlan:
    """What a buy-out on a day would do. `takers` says how much of the commitment each private investor takes over.

    Refusals as in `offered`; 422 outside of the window, before anything that the price must count, and for parts that
    are not the whole; 409 while something is owed on either side.
    """
    offer = offered(row, on)
    _must_be_open(offer)
    _must_follow(row, on)
    _must_be_settled(row, on, takers)
    chosen = _parts(offer, takers, row.currency)
    sellers = [Held(str(one.id), one.committed, one.called) for one in offer.sellers]
    purchase = buy(offer.rules, offer.grown, on, sellers, chosen)
    return BuyOutPlan(on, terms(row.pk).sha256, offer.day_count, offer.grown, purchase)


def offer_of(vehicle_id: UUID, on: date) -> Offered:
    """Refusals as in `offered`. The caller has asked the policy."""
    return offered(models.Vehicle.objects.get(pk=vehicle_id), on)


def preview_of(vehicle_id: UUID, takers: Mapping[UUID, int], *, on: date) -> BuyOutPlan:
    """Refusals as in `buy_out_plan`. The caller has asked the policy."""
    return buy_out_plan(models.Vehicle.objects.get(pk=vehicle_id), takers, on=on)


def hindrances(vehicle_id: UUID, offer: Offered) -> tuple[Text, ...]:
    """Why the share can't be bought on its day, whoever bought it: to be read before one fills in a form."""
    row, on, found = models.Vehicle.objects.get(pk=vehicle_id), offer.on, list[Text]()
    checks = (
        lambda: _must_be_open(offer), lambda: _must_follow(row, on),
        lambda: _must_be_settled(row, on, {}),
    )  # fmt: skip
    for check in checks:
        try:
            check()
        except Refusal as refusal:
            found.append(refusal.what)
    return tuple(found)


def _must_be_open(offer: Offered) -> None:
    if offer.window.holds(offer.on):
        return
    first, last = offer.window.first, offer.window.last
    vi, en = (f" đến hết ngày {last:%d/%m/%Y}", f" to the end of {last.isoformat()}") if last else ("", " on")
    what = Text.of(
        vi=f"Theo điều khoản, quyền mua có từ ngày {first:%d/%m/%Y}{vi}.",
        en=f"By the terms the right to buy holds from {first.isoformat()}{en}.",
    )
    raise Refusal("outside-window", what, faults=(Fault("on", what),))


def _must_follow(row: models.Vehicle, on: date) -> None:
    """The price counts everything until its day: nothing may be known of a later one."""
    last = max(_days(row), default=on)
    if on < last:
        what = Text.of(
            vi=f"Giá phải tính mọi việc đã ghi: ngày mua không được trước {last:%d/%m/%Y}.",
            en=f"The price must count all that is written: it can't be bought before {last.isoformat()}.",
        )
        raise Refusal("out-of-order", what, faults=(Fault("on", what),))


def _days(row: models.Vehicle) -> Iterator[date]:
    yield from (one.on for one in models.Close.objects.filter(vehicle=row.pk, state=POSTED))
    for given in models.Distribution.objects.filter(vehicle=row.pk, state=POSTED):
        yield given.paid_on or given.on
    for call in models.Call.objects.filter(vehicle=row.pk, state=POSTED):
        if call.confirmed_at:
            yield local(call.confirmed_at).date()
    yield from models.Receipt.objects.filter(notice__commitment__vehicle=row.pk).values_list("received_on", flat=True)
    for back in models.Refund.objects.filter(close__vehicle=row.pk):
        if back.paid_on:
            yield back.paid_on


def _must_be_settled(row: models.Vehicle, on: date, takers: Mapping[UUID, int]) -> None:
    """What is bought is whole: everything that was asked of the public side, and of the buyers, is paid; so is what was
    distributed."""
    sides = models.Notice.objects.filter(commitment__vehicle=row.pk)
    concerned = sides.filter(commitment__source=PUBLIC) | sides.filter(commitment__in=list(takers))
    late = open_ones(notice_cards(concerned, today=on))
    if late:
        who = ", ".join(dict.fromkeys(one.organisation.name for one in late))
        what = Text.of(
            vi=f"Vốn đã gọi chưa nộp đủ: {who}. Phần vốn công được mua khi mọi khoản đã nộp.",
            en=f"Not all that was called is paid: {who}. The public share is bought once it is.",
        )
        raise conflict("not-paid-in", what)
    given = models.Distribution.objects.filter(vehicle=row.pk, state=POSTED)
    if given.filter(settles=True).exists():
        raise conflict("settled", SETTLED)
    if given.filter(paid_on__isnull=True).exists():
        raise conflict("unpaid-distribution", UNPAID)
    if models.Refund.objects.filter(close__vehicle=row.pk, paid_on__isnull=True).exists():
        raise conflict("unpaid-refunds", REFUNDS)


def _parts(offer: Offered, takers: Mapping[UUID, int], currency: str) -> dict[str, int]:
    """The parts of the buyers, in the order of the fund. Refusal 422 for anything but the whole, to the last unit."""
    allowed = {one.id for one in offer.buyers}
    strange = [key for key in takers if key not in allowed]
    chosen = {str(one.id): takers[one.id] for one in offer.buyers if takers.get(one.id)}
    whole = Money(offer.committed, currency)
    if strange or not chosen or any(part < 0 for part in chosen.values()) or sum(chosen.values()) != whole.minor:
        all_, so_far = money(whole), money(Money(sum(chosen.values()), currency))
        what = Text.of(
            vi=f"Bên mua nhận lại toàn bộ vốn công đã cam kết, {all_}, không hơn không kém; hiện là {so_far}.",
            en=f"The buyers take over all that public money committed, {all_}, to the last unit; it is {so_far} now.",
        )
        raise Refusal("parts-differ", what, faults=(Fault("", what),))
    return chosen


NO_SCHEDULE = Text.of(
    vi="Điều khoản của quỹ không cho bên tư nhân mua lại phần vốn công.",
    en="The terms of this fund don't let the private side buy the public share.",
)
BOUGHT = Text.of(vi="Phần vốn công đã được mua lại.", en="The public share was bought already.")
NOTHING_PAID_IN = Text.of(
    vi="Đến ngày này vốn công chưa nộp khoản nào.", en="Public money has paid nothing in by this day."
)
SETTLED = Text.of(
    vi="Carry của bên quản lý đã quyết toán; quỹ đã kết thúc.", en="The manager's carry was settled: the fund is over."
)
UNPAID = Text.of(
    vi="Có lần phân chia chưa chi trả; hãy chi trả trước, vì giá đã trừ khoản ấy.",
    en="A distribution is not paid yet. Pay it first: the price counts it as got.",
)
REFUNDS = Text.of(
    vi="Có khoản phải hoàn sau đợt đóng chưa trả; hãy trả trước.",
    en="What a close pays back is not paid yet. Pay it first.",
)
