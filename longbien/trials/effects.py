"""What a procedure may do in this room."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.timezone import localdate

from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.procedures.registry import EffectCall, Fit, Fitter, Outlook, advice, choices, effect, fit_by
from longbien.trials import queries
from longbien.trials.actions import checking
from longbien.trials.actions import extend_licence as extending
from longbien.trials.actions import issue_licence as issuing
from longbien.trials.actions import report_incident as reporting
from longbien.trials.actions.locked import locked
from longbien.trials.actions.owed.file_incident_report import report_by_case
from longbien.trials.queries.kinds import amount_names
from longbien.trials.queries.outlooks import outlooks
from longbien.trials.queries.owed.incidents import unreported
from longbien.trials.rules.odd import odd_guardrails
from longbien.trials.rules.plan import read_plan
from longbien.trials.rules.planning.offering import offered
from longbien.trials.rules.words import MEASURES
from longbien.ui.fields import Choice

FORM = "plan"


@choices("trials.kinds")
def kinds_of_trial() -> tuple[Choice, ...]:
    """Every kind of trial, by code, under its name."""
    return tuple(Choice(one.code, one.title) for one in queries.kinds())


@choices("trials.measures")
def measures_of_trials() -> tuple[Choice, ...]:
    """What a guardrail may count: what the house counts of any trial, then what some kind of it does."""
    return tuple(Choice(code, name) for code, name in {**MEASURES, **queries.measure_names(), **MEASURES}.items())


@choices("trials.compared")
def compared_in_trials() -> tuple[Choice, ...]:
    """What may be compared: what is counted, and the amounts that it is counted against."""
    return tuple({one.value: one for one in (*measures_of_trials(), *amounts_of_trials())}.values())


@choices("trials.amounts")
def amounts_of_trials() -> tuple[Choice, ...]:
    """What measures may be counted against, of all kinds."""
    return tuple(Choice(code, name) for code, name in amount_names().items())


def shaped_by_kind(data: Mapping[str, Any], _accepted: Mapping[str, Any]) -> Fit:
    """The form of a plan once its kind is chosen: only what fits it, and the guardrails that the hub proposes."""
    chosen = data.get("kind")
    kind = queries.kind_named(chosen) if isinstance(chosen, str) else None
    term = dict(_longest_term())
    if kind is None:
        return Fit(hints=term)
    fits = offered(kind)
    lists = {where: tuple(Choice(*one) for one in named) for where, named in fits.named.items()}
    return Fit(fits.left_out, fits.needed, lists, fits.proposed, {**fits.hints, **term})


def _longest_term() -> Iterator[tuple[str, Text]]:
    """What the one regime that the hub grants by allows at first, beside the question."""
    try:
        longest = queries.regime_in_force().rules.term
    except Refusal:
        return
    if longest is not None:
        law, months = longest.citation, longest.max_months
        vi, en = (law.in_language(language) for language in ("vi", "en"))
        yield "term_months", Text.of(vi=f"Nhiều nhất {months} tháng ({vi}).", en=f"At most {months} months ({en}).")


def foreseen(data: Mapping[str, Any]) -> Iterator[Outlook]:
    """What its guardrails and comparisons take, of a plan that can be read: the answer of `longbien plan power`."""
    try:
        plan = read_plan(data)
        kind = queries.kind(plan.kind)
    except Refusal:
        return
    yield from outlooks(plan, kind.terms if kind else None)


fit_by("trials.plan", Fitter(shaped_by_kind, checking.faults_of_plan, foreseen))


@effect("trials.check_plan")
def check_plan(call: EffectCall) -> None:
    """Refuse a plan that goes beyond its regime, with the article. `words` may name the regime."""
    checking.check_plan(_plan(call), at=call.at, regime_code=_regime(call))


@advice("trials.issue_licence")
@advice("trials.check_plan")
def look_again(data: dict[str, Any]) -> Iterator[Text]:
    """Guardrails that stop the trial at their first count, or hardly ever."""
    try:
        plan = read_plan(data.get(FORM, {}))
        kind = queries.kind(plan.kind)
    except Refusal:
        return
    yield from (reason.what for reason in odd_guardrails(plan, kind))


@effect("trials.issue_licence")
def issue_licence(call: EffectCall) -> None:
    """Make the licence of the plan that was submitted; its term begins on the day of the grant at the earliest."""
    asked = issuing.Application(
        organisation_id=call.owner_id,
        data=_not_before(localdate(call.at, ZoneInfo(settings.HUB.timezone)), _plan(call)),
        regime=_regime(call),
        case_id=call.case_id,
        about=call.about,
    )
    issuing.issue_licence(asked, by=call.by, at=call.at)


@effect("trials.check_extension")
def check_extension(call: EffectCall) -> None:
    """Refuse more `months` (form `request`) than the regime of the licence allows, or for a trial of someone else."""
    months: int = call.data["request"]["months"]
    checking.check_extension(_trial(call), holder_id=call.owner_id, months=months, at=call.at)


@effect("trials.extend_licence")
def extend_licence(call: EffectCall) -> None:
    """Make the next version of the licence that the case is about: the same plan, `months` (form `request`) longer."""
    asked = extending.Extension(call.owner_id, call.data["request"]["months"], call.case_id)
    extending.extend_licence(_trial(call), asked, by=call.by, at=call.at)


@effect("trials.report_incident")
def report_incident(call: EffectCall) -> None:
    """Count what the form `report` tells for its area and day; a guardrail that it trips suspends the trial.

    What was told on the page of the trial before (`told_already`) is not counted twice, if it is found there beyond
    doubt. The case is the full report of that incident, else of the one that it tells.
    """
    told = call.data["report"]
    zone = ZoneInfo(settings.HUB.timezone)
    happened = datetime.fromisoformat(f"{told['day']}T{told['time']}").replace(tzinfo=zone).astimezone(UTC)
    [site] = told["areas"]
    heard = reporting.Told(told["measure"], site, happened, told["severity"], told["description"])
    trial = locked(_trial(call), by=call.by, action="report-incident")
    known = _known(trial.pk, heard, zone) if told.get("told_already") else []
    incident = known[0] if known else reporting.report_incident(trial.pk, heard, by=call.by, at=call.at)
    if incident in unreported(trial.pk):
        report_by_case(trial.pk, incident, call.case_id, by=call.by, at=call.at)


def _known(trial_id: UUID, heard: reporting.Told, zone: ZoneInfo) -> list[UUID]:
    """What was told before and is the same: of that kind and area at that minute, first what is not reported in full.

    Else the one of that kind, area, day and severity, if there is one alone and its full report is still owed: where
    two might be meant nobody's report is taken for that of another.
    """
    open_ones = unreported(trial_id)
    alike = [one for one in queries.incidents(trial_id) if (one.measure, one.site) == (heard.measure, heard.site)]
    same = [one.id for one in alike if _minute(one.happened_at) == _minute(heard.happened_at)]
    if same:
        return sorted(same, key=lambda one: one not in open_ones)

    def of(one: reporting.Told | queries.IncidentView) -> tuple[date, str]:
        return localdate(one.happened_at, zone), one.severity

    near = [one.id for one in alike if of(one) == of(heard)]
    return near if len(near) == 1 and near[0] in open_ones else []


def _minute(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0)


def _trial(call: EffectCall) -> UUID:
    if call.about is None or call.about.type != "trials.trial":
        what = Text.of(vi="Hồ sơ này không gắn với thử nghiệm nào.", en="This case is about no trial.")
        raise Refusal("about-no-trial", what, status=409)
    return call.about.id


def _plan(call: EffectCall) -> dict[str, Any]:
    if FORM not in call.data:
        what = Text.of(vi="Hồ sơ chưa có kế hoạch thử nghiệm.", en="The case has no trial plan yet.")
        raise Refusal("no-plan", what)
    data: dict[str, Any] = call.data[FORM]
    return data


def _not_before(today: date, plan: dict[str, Any]) -> dict[str, Any]:
    """The plan with the same months from today on, if it should have begun already: nothing is allowed in hindsight."""
    return {**plan, "start": max(plan["start"], today.isoformat())} if "start" in plan else plan


def _regime(call: EffectCall) -> str:
    return call.words[0] if call.words else ""
