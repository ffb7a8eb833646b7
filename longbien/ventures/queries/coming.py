"""What comes next for a venture: the cases under way with their deadlines, and the steps its members may begin."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings

from longbien.kernel.actor import Actor
from longbien.kernel.text import Text
from longbien.people.policy import can
from longbien.procedures.queries import CaseView, ServiceCard, services
from longbien.trials.queries import TrialCard
from longbien.trials.rules.lifecycle import CLOSING, EXPIRED, GRANTED, OVER, RUNNING, SUSPENDED
from longbien.ui.links import url_for
from longbien.ventures.models import Venture
from longbien.ventures.queries.crossing import Crossing
from longbien.ventures.rules.stages import STEPS, is_time_for

REPORT = Text.of(vi="Chờ báo cáo kết thúc của bên thử nghiệm.", en="Waits for the holder's exit report.")
TRIAL_NEXT = {
    GRANTED: Text.of(vi="Chờ bên thử nghiệm bắt đầu; giấy phép có hạn.", en="Waits for its start; the licence ends."),
    RUNNING: Text.of(vi="Thử nghiệm đến hết hạn giấy phép.", en="Runs until the licence ends."),
    CLOSING: REPORT,
    EXPIRED: REPORT,
    SUSPENDED: Text.of(
        vi="Chờ cán bộ cấp phép quyết định cho tiếp tục hoặc thu hồi.",
        en="Waits for a licensing officer to resume or revoke it.",
    ),
}


@dataclass(frozen=True)
class Coming:
    """Something under way: what, where it stands, by when, and its page if the actor may open it."""

    title: Text
    number: str
    note: Text
    by_when: datetime | date | None
    url: str | None


@dataclass(frozen=True)
class Offer:
    """A step that the actor may begin now; `key` is its name in the hub's journey."""

    key: str
    title: Text
    summary: Text | None


def under_way(crossing: Crossing) -> tuple[Coming, ...]:
    """The cases that are sent and not decided (a draft only for its owner), then the trials, soonest first."""
    cases = (
        Coming(
            title=one.procedure_title,
            number=one.number,
            note=one.next or one.state_title,
            by_when=one.due,
            url=url_for(one.subject) if crossing.may_open(one.subject) else None,
        )
        for one in crossing.all_cases
        if not one.final and (one.seq > 1 or crossing.may_open(one.subject))
    )
    return (*cases, *(_trial(one) for one in crossing.trials if one.state in TRIAL_NEXT))


def _trial(one: TrialCard) -> Coming:
    """What a trial waits for: its start, its end, or an officer."""
    end = one.term_end - timedelta(days=1) if one.state in (GRANTED, RUNNING) else None
    return Coming(one.state_name, one.number, TRIAL_NEXT[one.state], end, url_for(one.subject))


def offers(actor: Actor, crossing: Crossing) -> tuple[Offer, ...]:
    """The steps of the journey that a member may begin: none that is already under way, none before its stage."""
    if not can(actor, "open-next", Venture(pk=crossing.venture.id, organisation_id=crossing.venture.organisation_id)):
        return ()
    return tuple(_offers(crossing))


def _offers(crossing: Crossing) -> Iterator[Offer]:
    known = {service.code: service for service in services() if service.is_offered}
    for key in STEPS:
        service = known.get(settings.HUB.data["journey"][key])
        if service and _fits(key, service, crossing) and not _is_open(service.code, crossing.all_cases):
            yield Offer(key, service.title, service.summary)


def _fits(key: str, service: ServiceCard, crossing: Crossing) -> bool:
    if key == "licence" and any(trial.state not in OVER for trial in crossing.trials):
        return False
    starts = service.definition.initial.stage
    return is_time_for(key, tuple(settings.HUB.stages), crossing.venture.stage, starts)


def _is_open(procedure: str, cases: tuple[CaseView, ...]) -> bool:
    return any(one.procedure == procedure and not one.final for one in cases)
