"""What stands beside a case: votes, fees, letters, cases it opened, a step that runs elsewhere, the way to appeal."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.http import urlencode

from longbien.kernel.actor import Actor
from longbien.kernel.text import Text
from longbien.people.policy import can, visible
from longbien.people.queries import persons
from longbien.procedures.models import Case, Outside
from longbien.procedures.queries.applicant.appeals import appealed, right_to_appeal
from longbien.procedures.queries.counting import tallies
from longbien.procedures.queries.deciding import said_last
from longbien.procedures.queries.fees import fees_of, payee
from longbien.procedures.queries.letters import letters_of
from longbien.procedures.queries.versions import Published, in_force, published
from longbien.procedures.rules.fees import charges

# A letter takes a second; one that is not there by then waits for something else.
PATIENCE = timedelta(minutes=10)
FIRST_SENT = 2  # the number of the move that sends a case; opening it is 1


@dataclass(frozen=True)
class VoteLine:
    """How many want an action, and who, for those inside; `mine`: whether the reader is among them."""

    title: Text
    given: int
    needed: int
    names: tuple[str, ...]
    mine: bool


@dataclass(frozen=True)
class Related:
    """A case that this one opened, or that opened it."""

    number: str
    url: str
    procedure: Text
    state: Text


@dataclass(frozen=True)
class Made:
    """An appeal that was made, or only begun: where it stands, and until when it is answered."""

    number: str
    url: str
    state: Text
    due: datetime | None
    is_begun: bool
    is_over: bool


@dataclass(frozen=True)
class Way:
    """Where to appeal, and until when; or the appeal that was made already."""

    url: str
    until: datetime
    made: Made | None


def beside(case: Case, version: Published, actor: Actor, *, inside: bool, now: datetime) -> dict[str, object]:
    """Everything for the page; what the procedure doesn't use costs no query."""
    state = version.definition.states[case.state]
    return {
        "votes": _votes(case, version, actor) if inside else (),
        **fees_beside(case, version, actor),
        **letters_beside(case, version, now),
        "children": _children(case, version, actor),
        "parent": _related(case.parent) if case.parent and can(actor, "view", case.parent) else None,
        "said": said_last(case),
        "handoff": state.handoff,
        "may_report": bool(state.handoff) and can(actor, "report-outside", case),
        "outside": Outside.objects.filter(case=case).first() if state.handoff else None,
        "appeal": _appeal(case, actor, now),
        "last_day": last_day(case),
        "silence": state.silence if state.sla and state.sla.then else "",
    }


def fees_beside(case: Case, version: Published, actor: Actor) -> dict[str, object]:
    """The fees, how to pay one that is due, and whether the reader may settle it."""
    fees = fees_of(case) if charges(version.definition) else ()
    is_owing = any(fee.state == "due" for fee in fees)
    return {
        "fees": fees,
        "payee": payee() if is_owing else None,
        "may_settle": is_owing and can(actor, "settle", case.fees.all()[0]),
    }


def letters_beside(case: Case, version: Published, now: datetime) -> dict[str, object]:
    """The letters, those that wait for longer than making one takes, and for one that is stuck the version whose
    template could make it now; `unmended` are those for which it is still the template that failed."""
    # A case that was taken over may hold letters of a version before, which ordered some where this one does not.
    may_hold = version.letters or version.definition.migrate
    letters = letters_of(case) if may_hold else ()
    stuck = [one for one in letters if one.is_stuck]
    now_in_force = in_force(version.definition.code) if stuck else version
    slow = {one.id for one in letters if one.document_id is None and now - one.ordered_at > PATIENCE}
    unmended = {
        one.id for one in stuck
        if one.drawn_by and published(one.drawn_by).letters.get(one.name) == now_in_force.letters.get(one.name)
    }  # fmt: skip
    return {"letters": letters, "slow": slow, "unmended": unmended, "in_force": now_in_force.definition.version}


def _votes(case: Case, version: Published, actor: Actor) -> tuple[VoteLine, ...]:
    counted = tallies(case, version)
    names = persons({person for tally in counted.values() for person in tally.voters})
    return tuple(
        VoteLine(
            title=version.definition.actions[action].title,
            given=len(tally.voters),
            needed=tally.needed,
            names=tuple(names[person].name for person in tally.voters if person in names),
            mine=actor.id in tally.voters,
        )
        for action, tally in counted.items()
        if tally.voters
    )


def _children(case: Case, version: Published, actor: Actor) -> tuple[Related, ...]:
    if not any(state.children for state in version.definition.states.values()):
        return ()
    found = visible(actor, Case.objects.filter(parent=case)).order_by("opened_at", "pk")
    return tuple(_related(one) for one in found)


def _related(case: Case) -> Related:
    definition = published(case.version_id).definition
    url = reverse("procedures:case", args=[case.pk])
    return Related(case.number, url, definition.title, definition.states[case.state].title)


def _appeal(case: Case, actor: Actor, now: datetime) -> Way | None:
    """For the owner: the way to appeal as long as it is open, or the appeal that was made."""
    right = right_to_appeal(case) if actor.member_of(case.owner_id) else None
    if right is None or (right.used is None and now > right.until):
        return None
    url = reverse("procedures:start", args=[right.procedure])
    return Way(f"{url}?{urlencode({'about': str(case.subject)})}", right.until, _made(right.used))


def _made(appeal: Case | None) -> Made | None:
    if appeal is None:
        return None
    about = _related(appeal)
    return Made(
        about.number, about.url, about.state, appeal.due, is_begun=appeal.seq == 1, is_over=appeal.closed_at is not None
    )


def last_day(case: Case) -> datetime | None:
    """Until when an appeal that was begun can be sent; None for anything else."""
    target = appealed(case) if case.seq == 1 else None
    right = right_to_appeal(target) if target else None
    return right.until if right else None
