"""What a guardrail allows, in words."""

from longbien.kernel.text import Text
from longbien.kernel.written import count
from longbien.trials.rules import words
from longbien.trials.rules.kinds.kind import Unit
from longbien.trials.rules.monitors.rails import Rail
from longbien.trials.rules.policy import Policy


def measure_called(rail: Rail, policy: Policy) -> Text:
    """What is counted, as the kind of the plan calls it, or the house."""
    known = policy.terms.measure(rail.measure) if policy.terms else None
    return known.name if known else words.measure_name(rail.measure)


def at_most(rail: Rail, policy: Policy) -> Text:
    """How often it may happen: “on average at most 2 a site and day of operation”."""
    known = policy.terms.amount(rail.against) or policy.terms.measure(rail.against) if policy.terms else None
    return allowed(rail.limit, rail.per, rail.unit, known.name if known else _unnamed(rail.against))


def allowed(limit: int, per: int, unit: Unit, against: Text | None) -> Text:
    """The same of a limit in `per` units of analysis, or in `per` of the amount `against`."""
    most, often = count(limit), _often(count(per), unit, against, is_one=per == 1)
    return Text.of(
        vi=f"trung bình nhiều nhất {most['vi']} {often['vi']}", en=f"on average at most {most['en']} {often['en']}"
    )


def _unnamed(code: str) -> Text | None:
    return Text.of(vi=code, en=code) if code else None


def _often(per: Text, unit: Unit, against: Text | None, *, is_one: bool) -> Text:
    if against is not None:
        vi, en = against.in_language("vi").lower(), against.in_language("en").lower()
        return Text.of(vi=f"trên {per['vi']} ({vi})", en=f"in {per['en']} ({en})")
    if unit == "site-day" and is_one:
        return Text.of(vi="mỗi khu vực mỗi ngày hoạt động", en="a site and day of operation")
    if unit == "site-day":
        return Text.of(vi=f"trên {per['vi']} ngày hoạt động của một khu vực", en=f"in {per['en']} days of a site")
    return Text.of(vi=f"trên {per['vi']} ngày hoạt động của một thiết bị", en=f"in {per['en']} days of a vehicle")
