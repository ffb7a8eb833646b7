"""Does a plan do justice to its kind: the parts it needs, guardrails on what is counted, limits that mean something?"""

from collections.abc import Mapping
from typing import Any

from longbien.kernel.citation import Citation
from longbien.kernel.law import HUB_RULE
from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.text import Text
from longbien.trials.rules.comparison import Comparison
from longbien.trials.rules.consent.lacking import CONSENT
from longbien.trials.rules.kinds.kind import Kind, Measure, Needed
from longbien.trials.rules.plan import Guardrail, Plan
from longbien.trials.rules.words import measure_name, rule_name

EMPTY: tuple[Any, ...] = (None, "", [], {})


def check_kind(plan: Plan, data: Mapping[str, Any], kind: Kind) -> Outcome:
    """A reason for each part that the kind requires and the form's data lack, and each guardrail, stop and comparison
    out of place."""
    reasons = [
        *(_missing(needed, kind) for needed in kind.requires if not _filled(needed, plan, data)),
        *(wrong for rail in plan.guardrails for wrong in _guardrail(rail, kind.terms.measure(rail.measure), kind)),
        *(_no_cap(stop, kind) for stop in sorted(plan.stops - {*kind.caps, CONSENT})),
        *(wrong for asked in plan.comparisons for wrong in _comparison(asked, kind)),
    ]
    return Outcome(tuple(reasons))


def _filled(needed: Needed, plan: Plan, data: Mapping[str, Any]) -> bool:
    if needed.guardrail:
        return any(rail.measure == needed.guardrail for rail in plan.guardrails)
    return data.get(needed.part) not in EMPTY


def _guardrail(rail: Guardrail, measure: Measure | None, kind: Kind) -> list[Reason]:
    """What is wrong with a guardrail: a measure that isn't counted, or a limit that its statistic can't take."""
    if measure is None:
        counted = [one.name for one in kind.terms.measures]
        return [_reason("not-counted", _not_counted(rail.measure, counted), "/guardrails", kind)]
    if rail.per is None and (measure.unit, measure.statistic) != ("site-day", "betting"):
        return [_reason("limit-of-what", _limit_of_what(measure), "/guardrails", kind)]
    nothing = measure.statistic != "betting" and not rail.limit
    if nothing or (measure.statistic == "failure" and rail.limit >= (rail.per or 1)):
        return [_reason("no-limit", _no_limit(measure), "/guardrails", kind)]
    return []


def _comparison(asked: Comparison, kind: Kind) -> list[Reason]:
    """What is wrong with a comparison: it is of something that isn't counted, or against what is no amount."""
    terms, found = kind.terms, []
    if terms.measure(asked.measure) is None and terms.amount(asked.measure) is None:
        counted = [*(one.name for one in terms.measures), *(one.name for one in terms.amounts)]
        found.append(_reason("not-counted", _not_counted(asked.measure, counted), "/comparisons", kind))
    if asked.against and terms.amount(asked.against) is None:
        counted = [one.name for one in terms.amounts]
        found.append(_reason("no-amount", _not_counted(asked.against, counted), "/comparisons", kind))
    return found


def _reason(code: str, what: Text, where: str, kind: Kind) -> Reason:
    return Reason(code, what, where=where, citation=Citation(HUB_RULE, kind.code))


def _missing(needed: Needed, kind: Kind) -> Reason:
    words = Text.of(
        vi=f"Phương án còn thiếu phần cần cho loại thử nghiệm này: {needed.why.in_language('vi')}",
        en=f"The plan lacks a part that its kind of trial needs: {needed.why.in_language('en')}",
    )
    return _reason("part-missing", words, f"/{needed.part or 'guardrails'}", kind)


def _no_cap(stop: str, kind: Kind) -> Reason:
    name = rule_name(stop)
    words = Text.of(
        vi=f"Loại thử nghiệm này không có giới hạn cho “{name['vi']}”, nên không thể dừng vì nó. Hãy bỏ chọn.",
        en=f"This kind of trial has no limit for “{name['en']}”, so it can't stop for it. Untick it.",
    )
    return _reason("no-such-cap", words, "/stop_on", kind)


def _not_counted(measure: str, counted: list[Text]) -> Text:
    vi, en = ("; ".join(name.in_language(language) for name in counted) for language in ("vi", "en"))
    name = measure_name(measure)
    return Text.of(
        vi=f"Loại thử nghiệm này không đếm “{name['vi']}”. Hãy chọn trong các điều nó đếm: {vi}.",
        en=f"This kind of trial doesn't count “{name['en']}”. Choose one of what it counts: {en}.",
    )


def _limit_of_what(measure: Measure) -> Text:
    vi, en = (measure.name.in_language(language) for language in ("vi", "en"))
    return Text.of(
        vi=f"“{vi}” cần thêm ngưỡng “trên bao nhiêu”: loại thử nghiệm này không đếm nó theo ngày và địa điểm.",
        en=f"“{en}” needs a limit “in how many” as well: this kind of trial doesn't count it by site and day.",
    )


def _no_limit(measure: Measure) -> Text:
    vi, en = (measure.name.in_language(language) for language in ("vi", "en"))
    return Text.of(
        vi=f"“{vi}”: mức phải lớn hơn 0, và tỷ lệ hỏng phải nhỏ hơn 1.",
        en=f"“{en}”: the limit must be above 0, and below 1 for a share that fails.",
    )
