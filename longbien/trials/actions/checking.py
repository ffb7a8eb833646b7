"""Check before it is asked for: does a plan stay inside its regime and the areas, may a licensed trial run longer?"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.period import Period
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.text import Text
from longbien.trials import queries
from longbien.trials.rules import regime as regimes
from longbien.trials.rules.comparing.power import check_comparable
from longbien.trials.rules.kinds.fitting import check_kind
from longbien.trials.rules.kinds.kind import Kind
from longbien.trials.rules.lifecycle import OVER
from longbien.trials.rules.monitors.question import check_answerable
from longbien.trials.rules.plan import UNREADABLE, Plan
from longbien.trials.rules.planning.partly import Partly, read_partly
from longbien.trials.rules.policy import check_areas, check_licence, check_stops, check_today, check_windows

# Where a kind that is at odds with a question leaves it without a meaning that could be reckoned with.
ASKING = ("/kind", "/guardrails", "/comparisons")


def check_plan(data: Mapping[str, Any], *, at: datetime, regime_code: str = "") -> Plan:
    """The plan in the form's data, as it can be licensed at an instant.

    Refusal 422 with every fault at once, of what can't be read as well as of what its regime, its kind and its own caps
    don't allow, with the article behind it; reads only, records nothing.
    """
    partly, outcome, answerable = _looked_at(data, at, regime_code)
    faults = (*partly.faults, *(fault_of(reason) for reason in (outcome + answerable).against))
    if partly.faults:
        raise Refusal("plan-unreadable", UNREADABLE, faults=faults)
    if not outcome:
        raise refusal_of(outcome + answerable)
    if faults:
        raise Refusal("cannot-answer", CANNOT_ANSWER, faults=faults)
    return partly.plan


def faults_of_plan(data: Mapping[str, Any], at: datetime) -> tuple[Fault, ...]:
    """All that `check_plan` has against a plan that is being written, under the one regime that the hub grants by."""
    try:
        check_plan(data, at=at)
    except Refusal as refusal:
        return refusal.faults
    return ()


def _looked_at(data: Mapping[str, Any], at: datetime, regime_code: str) -> tuple[Partly, Outcome, Outcome]:
    """What was read, what the regime, the hub and the kind have against it, and what its caps can't answer."""
    today = at.astimezone(ZoneInfo(settings.HUB.timezone)).date()
    partly = read_partly(data, today, settings.HUB.currency)
    plan, regime = partly.plan, queries.regime_in_force(regime_code).rules
    kind, known = _kind_of(plan)
    outcome = check_licence(plan, regime, queries.designated_sites())
    outcome += check_areas(queries.areas_too_short(plan.areas, plan.term), regime)
    outcome += check_today(plan, currency=settings.HUB.currency, today=today)
    outcome += check_stops(plan) + check_windows(plan)
    fits = Outcome(partly.rests((check_kind(plan, data, kind) if kind else known).against))
    outcome = Outcome(partly.rests(outcome.against)) + fits
    if any(reason.where in ASKING for reason in fits.against):
        return partly, outcome, Outcome()
    answerable = check_answerable(plan, terms=kind.terms if kind else None) + check_comparable(plan)
    return partly, outcome, Outcome(partly.rests(answerable.against))


def _kind_of(plan: Plan) -> tuple[Kind | None, Outcome]:
    """The kind of a plan, and a reason against one that the hub doesn't know."""
    try:
        return queries.kind(plan.kind), Outcome()
    except Refusal as unknown:
        return None, Outcome((Reason(unknown.code, unknown.what, where="/kind"),))


def check_extension(trial_id: UUID, *, holder_id: UUID, months: int, at: datetime) -> None:
    """Nothing, when the holder may have `months` more; reads only, records nothing.

    Refusal 404 for a trial that another organisation holds, 409 for one that is over or whose term ran out, 422 with
    the article of the regime that the licence was granted under. Every version after the first counts as an extension.
    """
    card = queries.card(trial_id)
    if card is None or card.holder_id != holder_id:
        raise not_found()
    if card.state in OVER:
        what = Text.of(vi="Thử nghiệm này đã kết thúc.", en="This trial is over.")
        raise Refusal("trial-over", what, status=409)
    if card.term_end <= at.astimezone(ZoneInfo(settings.HUB.timezone)).date():
        raise Refusal("term-over", RAN_OUT, status=409)
    trial = queries.trial(trial_id)
    term, used = Period(card.term_start, card.term_end), len(trial.versions) - 1
    outcome = regimes.check_extension(term, card.term_start, months, used, trial.regime.rules)
    longer = Period.of_months(card.term_start, trial.plan.term_months + months)
    outcome += check_areas(queries.areas_too_short(trial.plan.areas, longer), trial.regime.rules)
    if not outcome:
        raise refusal_of(outcome)


CANNOT_ANSWER = Text.of(
    vi="Với các mức này, phương án không thể cho thấy điều nó muốn chứng minh.",
    en="With these limits the plan can't show what it is meant to show.",
)
RAN_OUT = Text.of(
    vi="Thời hạn giấy phép đã hết; giấy phép không gia hạn về trước được. Hãy xin giấy phép mới.",
    en="The term of the licence has run out, and an extension doesn't reach back. Apply for a new licence.",
)


def refusal_of(outcome: Outcome) -> Refusal:
    """The refusal in the words of the reasons, each with its law."""
    what = Text.of(
        vi="Phương án vượt ra ngoài khuôn khổ pháp lý của thử nghiệm.",
        en="The plan goes beyond the legal regime of the trial.",
    )
    return Refusal("outside-regime", what, faults=tuple(fault_of(reason) for reason in outcome.against))


def fault_of(reason: Reason) -> Fault:
    """What to tell of a reason, with the article that it rests on."""
    law = reason.citation
    words = {lang: f"{said} ({law.in_language(lang)})" if law else said for lang, said in reason.what.items()}
    return Fault(reason.where, Text.of(**words))
