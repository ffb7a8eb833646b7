"""What a plan's guardrails and comparisons take until something is known, as tables for whoever files or judges it."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from longbien.kernel.text import Text
from longbien.kernel.written import count
from longbien.trials.rules.comparing.power import LOTS, needed
from longbien.trials.rules.comparing.reading import ALPHA as SHARED_ALPHA
from longbien.trials.rules.kinds.kind import Terms
from longbien.trials.rules.plan import Plan
from longbien.trials.rules.planning.takes import Takes, takes
from longbien.trials.rules.words import measure_name


@dataclass(frozen=True)
class Table:
    """`lead` says what holds of all rows; every row has a cell for each of `head`."""

    title: Text
    lead: Text
    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


def outlooks(plan: Plan, terms: Terms | None = None) -> Iterator[Table]:
    """One table of the guardrails, and one of the comparisons if there are any."""
    rails = tuple(_rail(one) for one in takes(plan, terms))
    if rails:
        yield Table(SAFER, SAFER_LEAD, SAFER_HEAD, rails)
    if plan.comparisons:
        yield Table(GAINS, GAINS_LEAD, GAINS_HEAD, tuple(_gains(plan, terms)))


def _rail(one: Takes) -> tuple[Text, ...]:
    name = _both(one.name)
    if one.none is None:
        return (name, AT_ONCE if one.at_once else TOO_NEAR, NOTHING, NOTHING)
    return (name, _in_days(_amount(one.none, one.unit), one), _or_none(one.half, one.unit), _allowed(one))


def _amount(number: int, unit: Text) -> Text:
    written, said = count(number), _both(unit)
    return Text.of(vi=f"{written['vi']} ({said['vi'].lower()})", en=f"{written['en']} ({said['en'].lower()})")


def _in_days(amount: Text, one: Takes) -> Text:
    if one.days is None:
        return amount
    days, term = count(one.days), count(one.term)
    return Text.of(
        vi=f"{amount['vi']}: sớm nhất sau {days['vi']} trong {term['vi']} ngày của thời hạn",
        en=f"{amount['en']}: at the earliest after {days['en']} of the {term['en']} days of the term",
    )


def _or_none(number: int | None, unit: Text) -> Text:
    return TOO_NEAR if number is None else _amount(number, unit)


def _allowed(one: Takes) -> Text:
    return _amount(ceil(one.allowed), one.unit) if one.is_bounded else UNBOUNDED


def _gains(plan: Plan, terms: Terms | None) -> Iterator[tuple[Text, ...]]:
    share = SHARED_ALPHA / len(plan.comparisons)
    for asked in plan.comparisons:
        found = needed(asked, plan, alpha=share)
        counted = (terms.measure(asked.measure) or terms.amount(asked.measure)) if terms else None
        name = _both(counted.name if counted else measure_name(asked.measure))
        gain, usual, lots, unit = count(asked.margin), count(asked.usual), count(found.lots), LOTS[asked.design]
        days, term = count(found.days), count(plan.term.days)
        yield (
            name,
            Text.of(vi=f"{gain['vi']} (hiện nay {usual['vi']})", en=f"{gain['en']} (today {usual['en']})"),
            Text.of(vi=f"{lots['vi']} {unit['vi']}", en=f"{lots['en']} {unit['en']}"),
            Text.of(vi=f"{days['vi']} trong {term['vi']} ngày", en=f"{days['en']} of {term['en']} days"),
        )


def _both(name: Text) -> Text:
    return Text.of(vi=name.in_language("vi"), en=name.in_language("en"))


SAFER = Text.of(
    vi="Cần quan sát bao nhiêu để chứng minh thử nghiệm an toàn hơn các ngưỡng",
    en="How much must be seen to show that the trial is safer than its limits",
)
SAFER_LEAD = Text.of(
    vi="Ngày nào cũng xem được bằng chứng; sai nhiều nhất 1 trong 20 lần, chứng minh được ít nhất 4 trong 5 lần.",
    en="The evidence may be looked at every day; it is wrong at most 1 time in 20, and shown at least 4 times in 5.",
)
SAFER_HEAD = (
    Text.of(vi="Ngưỡng an toàn", en="Guardrail"),
    Text.of(vi="Nếu không xảy ra lần nào", en="If it never happens"),
    Text.of(vi="Nếu xảy ra bằng nửa ngưỡng", en="If half of the limit happens"),
    Text.of(vi="Phương án cho phép nhiều nhất", en="The plan allows at most"),
)
GAINS = Text.of(vi="Cần bao lâu để các phép so sánh có câu trả lời", en="How long until the comparisons can answer")
GAINS_LEAD = Text.of(
    vi="Nếu mức tốt hơn đúng như mong muốn, phép so sánh nhận ra nó ít nhất 4 trong 5 lần.",
    en="If the gain is just as wanted, the comparison notices it at least 4 times in 5.",
)
GAINS_HEAD = (
    Text.of(vi="Điều được so sánh", en="What is compared"),
    Text.of(vi="Mức tốt hơn mong muốn", en="Gain that is wanted"),
    Text.of(vi="Cần", en="Takes"),
    Text.of(vi="Thời gian, nhanh nhất", en="Time, at the earliest"),
)
AT_ONCE = Text.of(vi="Lần đầu tiên đã dừng thử nghiệm", en="The first one stops the trial")
NOTHING = Text.of(vi="–", en="–")
TOO_NEAR = Text.of(vi="không thể chứng minh", en="can't be shown")
UNBOUNDED = Text.of(vi="không giới hạn", en="no limit")
