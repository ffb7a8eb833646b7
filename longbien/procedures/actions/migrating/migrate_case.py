"""Take one case over to a new version: one transaction, and only if the version's policy lets it."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Max

from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.procedures.actions.arriving import DEADLINE
from longbien.procedures.actions.assigning import fill
from longbien.procedures.actions.keeping.following import follow
from longbien.procedures.actions.noticing import notify, persons_playing
from longbien.procedures.actions.perform import locked
from longbien.procedures.actions.settling import settle
from longbien.procedures.events import CaseMigrated
from longbien.procedures.models import Case, MigrationLine, MigrationRun, Move, Stay
from longbien.procedures.queries.authoring.carrying import edition, offered_now, verdict_on
from longbien.procedures.queries.versions import Published, published
from longbien.procedures.rules.clock import Clock
from longbien.procedures.rules.migrating.deadlines import Passage, carried
from longbien.procedures.rules.migrating.verdicts import Verdict
from longbien.procedures.rules.telling import migrated
from longbien.record import rows
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.record.actions.schedule import cancel, schedule
from longbien.record.registry import reaction_named


@act
def migrate_case(*, run: MigrationRun, case_id: UUID, at: datetime) -> None:
    """Judge the case and write down what became of it; done already, or closed meanwhile, nothing happens.

    A case that goes over then does what the new version does by itself from there; where that can't be done, it stands
    where it came to and its line says why.
    """
    case = locked(case_id)
    if case.version_id != run.source_id or case.closed_at or MigrationLine.objects.filter(run=run, case=case).exists():
        return
    old, new = published(run.source_id), published(run.version_id)
    verdict = verdict_on(case, old, edition(new), offered_now(edition(new)))
    source, why = case.state, tuple(verdict.against)
    if verdict.goes:
        _take_over(case, old, new, verdict, at)
    seq = case.seq
    if verdict.goes:
        why = _let_go_on(case, new, at)
    MigrationLine.objects.create(
        run=run, case=case, outcome="migrated" if verdict.goes else "kept", part=verdict.part, source=source,
        target=verdict.target, seq=seq, why=[dict(reason) for reason in why], at=at,
    )  # fmt: skip


def _let_go_on(case: Case, version: Published, at: datetime) -> tuple[Text, ...]:
    """What kept the automatic actions of the new version from being done; nothing, as a rule."""
    try:
        _settle(case, version, at)
    except Refusal as error:
        return (error.what,)
    return ()


@act
def _settle(case: Case, version: Published, at: datetime) -> None:
    """An action within the action: one that fails leaves nothing of itself behind."""
    settle(case, version, at=at)


def _take_over(case: Case, old: Published, new: Published, verdict: Verdict, at: datetime) -> None:
    """State, event, timer, tasks, notice, in this order; from here on the new version judges the case."""
    source, was_late, is_draft = case.state, case.late_seq == case.seq, case.is_draft
    passage = Passage(old.definition, new.definition, source, verdict.target, case.moved_at, at)
    clock = carried(passage, settings.HUB.calendar, Clock(case.due, case.clock))
    _stop_timer(case, at)
    case.version_id, case.state, case.seq = new.id, verdict.target, case.seq if is_draft else case.seq + 1
    case.due, case.clock = clock.due, dict(clock.stopped)
    # Late already, and no later deadline given: it stays so, and nobody is told twice.
    case.late_seq = case.seq if was_late and clock.due is not None and clock.due <= at else case.late_seq
    case.save(update_fields=["version", "state", "seq", "due", "clock", "late_seq"])
    event_id = _write_down(case, old, new, source, at)
    if not is_draft:
        follow(case, new, at=at)
    # Where it goes on as it was, a draft above all, its state may be called otherwise, and last longer.
    Stay.objects.filter(case=case, left=None).update(state=case.state, due=case.due)
    if case.due is not None and case.late_seq != case.seq:
        schedule(reaction_named(DEADLINE), event_id=event_id, due_at=case.due)
    _ask(case, old, new, source, at)
    if verdict.part == "open":
        owner = next((role for role in new.definition.roles.values() if role.kind == "case.owner"), None)
        persons = persons_playing(case, owner) if owner else frozenset[UUID]()
        notify(case, persons, "migrated", migrated(new.definition, case.number, case.title, case.state), at=at)


def _stop_timer(case: Case, at: datetime) -> None:
    for event_id in case.moves.order_by("-seq").values_list("event_id", flat=True):
        if cancel(reaction_named(DEADLINE), event_id=event_id, at=at):
            return


def _write_down(case: Case, old: Published, new: Published, source: str, at: datetime) -> UUID:
    """The entry in the case's chain. A case that was sent also gets a move, so that whoever saw an earlier one looks
    again; a draft stays at move 1: it was never sent."""
    event = CaseMigrated(
        number=case.number, procedure=new.definition.code, seq=case.seq, source_version=old.definition.version,
        target_version=new.definition.version, source=source, target=case.state, owner_id=case.owner_id,
    )  # fmt: skip
    event_id = emit(event, subject=case.subject, chain=case.subject, by=SYSTEM, at=at)
    if case.seq > 1:
        rows.insert(
            Move, case_id=case.pk, seq=case.seq, action="", source=source, target=case.state, reason="",
            by_id=SYSTEM.id, at=at, event_id=event_id,
        )  # fmt: skip
    return event_id


def _ask(case: Case, old: Published, new: Published, source: str, at: datetime) -> None:
    """The tasks of the step go along; what the new version asks for besides is asked now."""
    kinds = {spec.kind for spec in old.definition.states[source].tasks}
    for spec in new.definition.states[case.state].tasks:
        before = case.tasks.filter(kind=spec.kind).aggregate(last=Max("round"))["last"] if spec.kind in kinds else None
        round_ = case.seq
        if before is not None:
            # The round is the move that led here; under another name of the state that is this very move.
            round_ = before if source == case.state else case.seq
            case.tasks.filter(kind=spec.kind, round=before).update(round=round_)
        fill(case, spec, round_=round_, by=SYSTEM, at=at)
