"""How a migration went, as a supervisor reads it: how many, from where to where, who stayed and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from longbien.kernel.refusal import not_found
from longbien.kernel.text import Text
from longbien.procedures.models import Case, MigrationLine, MigrationRun
from longbien.procedures.queries.versions import Published, in_force, published


@dataclass(frozen=True)
class Flow:
    """Cases of one part that stood at one state and now stand at another, or stayed."""

    part: str
    outcome: str
    source: Text
    target: Text
    count: int


@dataclass(frozen=True)
class Report:
    """A migration as of now. `waiting` cases have not been looked at yet; `finals` closed ones stay for good."""

    id: UUID
    code: str
    title: Text
    source: int
    target: int
    began_at: datetime
    ended_at: datetime | None
    migrated: int
    kept: int
    waiting: int
    finals: int
    flows: tuple[Flow, ...]
    reasons: tuple[tuple[Text, int], ...]


def runs(code: str = "") -> QuerySet[MigrationRun]:
    """Every migration, newest first; with `code` those of one procedure."""
    found = MigrationRun.objects.select_related("version", "source").order_by("-began_at")
    return found.filter(version__code=code) if code else found


def run_of(run_id: UUID) -> MigrationRun:
    """The run. Refusal (404) when there is none."""
    run = runs().filter(pk=run_id).first()
    if run is None:
        raise not_found()
    return run


def run_in_force(code: str) -> MigrationRun:
    """The migration of the version in force. Refusal (404) when there is none."""
    version = in_force(code)
    run = runs(code).filter(version_id=version.id).first()
    if run is None:
        number = version.definition.version
        what = Text.of(
            vi=f"{code} phiên bản {number} không chuyển hồ sơ nào (không có “migrate”).",
            en=f"{code} version {number} takes no cases over (it has no “migrate”, or the version before is unknown).",
        )
        raise not_found(what)
    return run


def report(run: MigrationRun) -> Report:
    """Five queries, however many cases."""
    old, new = published(run.source_id), published(run.version_id)
    counted = run.lines.values_list("part", "outcome", "source", "target").annotate(n=Count("pk"))
    flows = tuple(
        Flow(part, outcome, _title(old, source), _title(new, target), count)
        for part, outcome, source, target, count in sorted(counted)
    )
    closed = Case.objects.filter(version_id=run.source_id).exclude(closed_at=None).count()
    open_now = Case.objects.filter(version_id=run.source_id, closed_at=None).count()
    kept = sum(flow.count for flow in flows if flow.outcome == MigrationLine.Outcome.KEPT)
    still = run.lines.filter(outcome=MigrationLine.Outcome.KEPT, case__closed_at=None).count()
    return Report(
        id=run.pk,
        code=run.version.code,
        title=new.definition.title,
        source=run.source.version,
        target=run.version.version,
        began_at=run.began_at,
        ended_at=run.ended_at,
        migrated=sum(flow.count for flow in flows) - kept,
        kept=kept,
        waiting=open_now - still,
        finals=run.finals if run.ended_at else closed,
        flows=flows,
        reasons=_reasons(run),
    )


def _title(version: Published, state: str) -> Text:
    """What a state is called; a name that the version does not know stands for itself."""
    found = version.definition.states.get(state)
    return found.title if found else Text.of(und=state)


def _reasons(run: MigrationRun) -> tuple[tuple[Text, int], ...]:
    """Why cases stayed, the commonest reason first."""
    counted: dict[Text, int] = {}
    for why in run.lines.filter(outcome=MigrationLine.Outcome.KEPT).values_list("why", flat=True).iterator():
        for reason in why:
            text = Text(tuple(reason.items()))
            counted[text] = counted.get(text, 0) + 1
    return tuple(sorted(counted.items(), key=lambda one: -one[1]))


def lines(run: MigrationRun, outcome: str = "") -> QuerySet[MigrationLine]:
    """What became of each case, those that stayed first."""
    found = run.lines.select_related("case", "case__owner").order_by("outcome", "source", "case__number")
    return found.filter(outcome=outcome) if outcome else found


def table(run: MigrationRun, language: str) -> Iterator[tuple[object, ...]]:
    """The lines as rows of a CSV, the header first."""
    old, new = published(run.source_id), published(run.version_id)
    yield ("case", "part", "outcome", "source", "source_title", "target", "target_title", "move", "at", "why")
    for line in lines(run).iterator(chunk_size=500):
        why = " | ".join(Text(tuple(reason.items())).in_language(language) for reason in line.why)
        source, target = (
            _title(version, state).in_language(language) for version, state in ((old, line.source), (new, line.target))
        )
        at = line.at.isoformat(timespec="seconds")
        yield (
            line.case.number, line.part, line.outcome, line.source, source, line.target, target, line.seq, at, why,
        )  # fmt: skip
