"""The crossing of one venture: everything that happened, from the problem to the register, as the actor may see it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from django.conf import settings

from longbien.kernel.actor import Actor
from longbien.kernel.event import words_of
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import can
from longbien.procedures.queries import CaseView, MoveView, case, cases_about, moves, readable_cases
from longbien.record.queries import Document, Entry, chain, documents, entries
from longbien.trials.queries import TrialCard, permits, trials_about
from longbien.ui.language import say
from longbien.ventures.models import Venture
from longbien.ventures.queries.ventures import VentureCard, venture
from longbien.ventures.rules.crossing import Arrival, Line, Span, lay
from longbien.ventures.rules.tellings import ONCE, TELLINGS, Kind

# The move with which a case leaves its owner's desk; the opening is 1.
SENT = 2
DOCUMENT = "record.document_stored/1"
PERMITTED = Text.of(vi="Cấp giấy phép điện tử", en="The permit was issued as a credential")


@dataclass(frozen=True)
class Crossing:
    """A venture on its way. `cases` are those the actor may open; `inside`: whether the actor sees its inside."""

    venture: VentureCard
    spans: tuple[Span, ...]
    cases: tuple[CaseView, ...]
    all_cases: tuple[CaseView, ...]
    trials: tuple[TrialCard, ...]
    inside: bool

    def may_open(self, subject: Subject) -> bool:
        """Whether the actor may open the page of something in it; all but cases have one for everybody."""
        return subject.type != "procedures.case" or any(one.id == subject.id for one in self.cases)


def crossing(actor: Actor, venture_id: UUID) -> Crossing:
    """Refusal 404 for a venture that is not there."""
    card = venture(actor, venture_id)
    row = Venture.objects.get(pk=venture_id)
    subject = Subject("ventures.venture", venture_id)
    trials = trials_about(subject)
    cases = _cases(card, subject, trials)
    readable = readable_cases(actor, tuple(one.id for one in cases))
    inside = can(actor, "view-inside", row)
    lines = (
        *_problem_lines(card),
        *_case_lines(cases, readable),
        *_own_lines(subject),
        *(line for trial in trials for line in _trial_lines(trial, inside=inside)),
    )
    arrivals = tuple(Arrival(one.stage, one.at) for one in row.passages.all())
    return Crossing(
        venture=card,
        spans=lay(tuple(settings.HUB.stages), arrivals, lines),
        cases=tuple(one for one in cases if one.id in readable),
        all_cases=cases,
        trials=trials,
        inside=inside,
    )


def _cases(card: VentureCard, subject: Subject, trials: tuple[TrialCard, ...]) -> tuple[CaseView, ...]:
    """The application that founded it, then every case about the venture or one of its trials."""
    about_trials = (one for trial in trials for one in cases_about(Subject("trials.trial", trial.id)))
    found = (case(card.case_id, with_data=False), *cases_about(subject), *about_trials)
    return tuple({one.id: one for one in found}.values())


def _problem_lines(card: VentureCard) -> Iterator[Line]:
    if card.problem_id is None:
        return
    subject = Subject("problems.problem", card.problem_id)
    for line in _told(entries(subject), inside=False, first_only=True):
        yield replace(line, note=say(card.problem) if card.problem else "")


def _case_lines(cases: tuple[CaseView, ...], readable: frozenset[UUID]) -> Iterator[Line]:
    """The moves of every case; the public sees that it was sent and how it was decided."""
    known = {one.id: one for one in cases}
    for move in moves(known):
        if move.case_id in readable or move.seq == SENT or move.final:
            yield _move_line(known[move.case_id], move)
    for one in cases:
        if one.id in readable:
            yield from _told(chain(one.subject), inside=True, ref=one.number)
            yield from (_document_line(one, kept) for kept in documents(one.subject))


def _move_line(one: CaseView, move: MoveView) -> Line:
    kind: Kind = "decision" if move.final else "case"
    return Line(move.at, kind, one.procedure_title, one.subject, move.event_id, one.number, say(move.state))


def _document_line(one: CaseView, kept: Document) -> Line:
    words = words_of(DOCUMENT) or one.procedure_title
    return Line(kept.at, "document", words, one.subject, kept.entry_id, one.number, kept.name)


def _own_lines(subject: Subject) -> Iterator[Line]:
    told = [entry for entry in entries(subject) if entry.kind in TELLINGS]
    for entry, line in zip(told, _told(told, inside=True), strict=True):
        stage = str(entry.open.get("stage") or entry.open.get("target") or "")
        name = settings.HUB.stages.get(stage)
        yield replace(line, stage=stage, note=say(name) if name else "")


def _trial_lines(trial: TrialCard, *, inside: bool) -> Iterator[Line]:
    yield from _told(chain(trial.subject), inside=inside, ref=trial.number)
    for one in permits(trial.id):
        subject = Subject("credentials.credential", one.id)
        yield Line(one.issued_at, "document", PERMITTED, subject, one.entry_id, one.number, tone="ok")


def _told(found: Iterable[Entry], *, inside: bool, ref: str = "", first_only: bool = False) -> Iterator[Line]:
    """Those of the entries that are told to this reader, as lines."""
    seen: set[str] = set()
    for entry in found:
        telling, words = TELLINGS.get(entry.kind), words_of(entry.type)
        if telling is None or words is None or (telling.inside and not inside):
            continue
        if (first_only or entry.kind in ONCE) and entry.kind in seen:
            continue
        seen.add(entry.kind)
        yield Line(entry.at, telling.kind, words, entry.subject, entry.id, ref, tone=telling.tone)
