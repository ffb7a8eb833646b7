"""What a guardrail allows, in words."""

from longbien.kernel.text import Text
from longbien.trials.rules import words
from longbien.trials.rules.monitors.rails import Rail
from longbien.trials.rules.policy import Policy


def measure_called(rail: Rail, policy: Policy) -> Text:
    """What is counted, as the kind of the plan calls it, or the house."""
    known = policy.terms.measure(rail.measure) if policy.terms else None
    return known.name if known else words.measure_name(rail.measure)


def at_most(rail: Rail, policy: Policy) -> Text:
    """How often it may happen: “on average at most 2 a site and day of operation”."""
    often = _often(rail, policy)
    return Text.of(
        vi=f"trung bình nhiều nhất {rail.limit} {often['vi']}", en=f"on average at most {rail.limit} {often['en']}"
    )


def _often(rail: Rail, policy: Policy) -> Text:
    if rail.against and policy.terms:
        known = policy.terms.amount(rail.against) or policy.terms.measure(rail.against)
        vi, en = (known.name.in_language(language) if known else rail.against for language in ("vi", "en"))
        return Text.of(vi=f"trên {rail.per} ({vi.lower()})", en=f"in {rail.per} ({en.lower()})")
    if rail.unit == "site-day" and rail.per == 1:
        return Text.of(vi="mỗi khu vực mỗi ngày hoạt động", en="a site and day of operation")
    if rail.unit == "site-day":
        return Text.of(vi=f"trên {rail.per} ngày hoạt động của một khu vực", en=f"in {rail.per} days of a site")
    return Text.of(vi=f"trên {rail.per} ngày hoạt động của một thiết bị", en=f"in {rail.per} days of a vehicle")
