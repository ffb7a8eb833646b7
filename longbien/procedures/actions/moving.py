"""Carry out an action that was found allowed: state, event, timers, effects, in this order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings

from longbien.kernel.actor import Actor
from longbien.procedures.actions.arriving import arrive
from longbien.procedures.actions.charging.charge import charge
from longbien.procedures.actions.effecting import do_effects
from longbien.procedures.actions.giving_up import tell_given_up, tell_outlived
from longbien.procedures.actions.keeping.following import follow
from longbien.procedures.events import CaseMoved
from longbien.procedures.models import Answers, Case, Draft, Move, Task, Vote
from longbien.procedures.queries.drafts import taken_from_registers
from longbien.procedures.queries.versions import Published
from longbien.procedures.rules.clock import Clock, move
from longbien.procedures.rules.definition import Action
from longbien.procedures.rules.machine import tacit_meaning
from longbien.procedures.rules.questions.readers import readers_of
from longbien.procedures.rules.signing import Signed
from longbien.record import rows
from longbien.record.actions.emit import emit
from longbien.record.rules.leaf import canonical


@dataclass(frozen=True)
class Attempt:
    """An allowed action on a locked case; `given` holds the form sent with it, by name.

    `voters`: everyone who agreed, where several had to. `on_behalf_of`: whose office the actor uses, as a deputy.
    """

    case: Case
    version: Published
    action: Action
    given: Mapping[str, dict[str, Any]]
    reason: str = ""
    voters: tuple[UUID, ...] = ()
    on_behalf_of: UUID | None = None

    @cached_property
    def digest(self) -> str | None:
        """SHA-256 over the canonical JSON of the form; None where nothing was filled in."""
        data = self.given.get(self.action.form)
        return None if data is None else sha256(canonical(dict(data))).hexdigest()

    @property
    def signed(self) -> Signed:
        """What a signature of the action covers, before it is done."""
        case, action = self.case, self.action
        return Signed(case.pk, case.seq + 1, action.name, case.state, action.target, self.reason, self.digest)


def carry_out(attempt: Attempt, *, by: Actor, at: datetime) -> int:
    """Move the case; the answer is the number of the move."""
    case, action = attempt.case, attempt.action
    source = case.state
    tacit = tacit_meaning(attempt.version.definition, source, action.name) if by.is_system else ""
    _change_state(attempt, at)
    event_id = _write_down(attempt, source, tacit, by=by, at=at)
    _keep_answers(attempt, by=by, at=at)
    if action.fee:
        charge(case, action, action.fee, by=by, at=at)
    follow(case, attempt.version, at=at, action=action, tacit=bool(tacit))
    if source != case.state:
        arrive(case, attempt.version, event_id, by=by, at=at)
    do_effects(case, attempt.version, action.do, by=by, at=at)
    tell_given_up(case, attempt.version, action, source=source, by=by, at=at)
    if case.closed_at is not None and any(state.children for state in attempt.version.definition.states.values()):
        tell_outlived(case, attempt.version, at=at)
    return case.seq


def _change_state(attempt: Attempt, at: datetime) -> None:
    case, definition = attempt.case, attempt.version.definition
    source, target = case.state, definition.states[attempt.action.target]
    clock = move(
        definition, settings.HUB.calendar, Clock(case.due, case.clock), source=source, target=target.name, now=at
    )
    case.state, case.seq, case.moved_at = target.name, case.seq + 1, at
    case.due, case.clock = clock.due, dict(clock.stopped)
    case.closed_at = at if target.final else None
    case.title = _title(attempt)
    rows.update(
        Case, case.pk, state=case.state, seq=case.seq, moved_at=at, due=case.due, clock=case.clock,
        closed_at=case.closed_at, title=case.title,
    )  # fmt: skip
    if any(role.kind == "body" for role in definition.roles.values()):
        _void_votes(case, definition.actions_from(target.name))
    if definition.states[source].tasks and source != target.name:
        case.tasks.filter(state=Task.State.OPEN).update(state=Task.State.CLOSED)


def _void_votes(case: Case, possible: Iterable[Action]) -> None:
    """What a meeting has voted so far on what can be done from here was about the case as it stood before. An item that
    is resolved by this very move has its result."""
    names = [action.name for action in possible]
    Vote.objects.filter(item__case=case, item__action__in=names, item__result="").delete()


def _title(attempt: Attempt) -> str:
    """A case is called by what its form calls `title`, if everyone may read that: on one line, wherever it is told."""
    definition = attempt.version.definition
    for form, data in attempt.given.items():
        if readers_of(definition, form) == "all" and isinstance(data.get("title"), str):
            return " ".join(data["title"].split())[:200]
    return attempt.case.title


def _write_down(attempt: Attempt, source: str, tacit: str, *, by: Actor, at: datetime) -> UUID:
    case, action = attempt.case, attempt.action
    definition = attempt.version.definition
    event = CaseMoved(
        number=case.number, procedure=definition.code, seq=case.seq, action=action.name, source=source,
        target=case.state, final=definition.states[case.state].final, owner_id=case.owner_id, form=action.form,
        answers_sha256=attempt.digest, reason=attempt.reason or None, tacit=tacit or None,
        on_behalf_of=attempt.on_behalf_of, voters=attempt.voters or None,
    )  # fmt: skip
    event_id = emit(event, subject=case.subject, chain=case.subject, by=by, at=at)
    rows.insert(
        Move, case_id=case.pk, seq=case.seq, action=action.name, source=source, target=case.state,
        reason=attempt.reason, by_id=by.id, at=at, event_id=event_id, tacit=tacit,
        on_behalf_of=attempt.on_behalf_of,
    )  # fmt: skip
    return event_id


def _keep_answers(attempt: Attempt, *, by: Actor, at: datetime) -> None:
    """Accepted answers stand beside earlier ones; the drafts of the form have done their work."""
    case = attempt.case
    for form, data in attempt.given.items():
        drafts = rows.select(Draft, case_id=case.pk, form=form)
        rows.insert(
            Answers, case_id=case.pk, form=form, seq=case.seq, data=data, sha256=attempt.digest, by_id=by.id, at=at,
            known=taken_from_registers(drafts, data),
        )  # fmt: skip
        _clear(drafts)


def _clear(drafts: Iterable[Draft]) -> None:
    """What somebody laid aside and had not chosen from when the form was sent stays theirs, to be read again."""
    for draft in drafts:
        if draft.aside:
            rows.update(Draft, draft.pk, data={}, touched={}, known={}, wrote={}, pages={})
        else:
            rows.delete(Draft, id=draft.pk)
