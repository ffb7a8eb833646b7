"""Whether a case may go over to another version, as the policy of that version sees it."""

from collections.abc import Mapping

from django.conf import settings

from longbien.kernel.refusal import Fault
from longbien.kernel.subject import Subject
from longbien.procedures import registry
from longbien.procedures.models import Answers, Case, Fee, Task, Version
from longbien.procedures.queries.drafts import AT_DESK
from longbien.procedures.queries.standing import open_choices
from longbien.procedures.queries.versions import Published, published_as
from longbien.procedures.rules.checks.migrating import check_map
from longbien.procedures.rules.fees import charges
from longbien.procedures.rules.lint import Bundle
from longbien.procedures.rules.migrating.verdicts import Edition, Handed, Standing, Verdict, judge
from longbien.procedures.rules.reading import read_definition
from longbien.record import rows


def edition(version: Published) -> Edition:
    return Edition(version.definition, version.schemas)


def verdict_on(case: Case, old: Published, new: Edition, offered: Mapping[str, frozenset[str]]) -> Verdict:
    """The verdict on a case of `old`. Two queries, one more for each of tasks, steps that four eyes look at and fees
    that its procedure has, and those of whoever keeps cases back."""
    return judge(edition(old), new, standing_of(case, old), offered)


def standing_of(case: Case, version: Published) -> Standing:
    answers = {row.form: row.data for row in rows.select(Answers, order="seq", case_id=case.pk)}
    definition = version.definition
    tasks = case.tasks.order_by("assigned_at", "pk") if definition.tasks else ()
    is_watched = any(action.four_eyes for action in definition.actions.values())
    due = case.fees.filter(state=Fee.State.DUE) if charges(definition) else Fee.objects.none()
    return Standing(
        state=case.state,
        sent=not case.is_draft,
        closed=case.closed_at is not None,
        about=Subject.parse(case.about).type if case.about else "",
        answers=answers,
        tasks=tuple(Handed(task.kind, task.state == Task.State.OPEN, task.data) for task in tasks),
        stopped=case.clock,
        done=frozenset(case.moves.values_list("action", flat=True)) if is_watched else frozenset(),
        owed=frozenset(due.values_list("action", flat=True)),
        written=frozenset(case.drafts.exclude(form=AT_DESK).values_list("form", flat=True)),
        held=registry.kept_by(case.pk),
    )


def offered_now(new: Edition) -> dict[str, frozenset[str]]:
    """What the lists of other rooms that the new version's forms offer hold now."""
    return {source: values for schema in new.schemas.values() for source, values in open_choices(schema).items()}


def map_faults(bundle: Bundle) -> tuple[Fault, ...]:
    """What `migrate.map` gets wrong about the version it takes from; nothing where that was never published here."""
    definition = read_definition(bundle.procedure.data, settings.HUB.languages)
    migration, code = definition.migrate, definition.code
    if migration is None or not Version.objects.filter(code=code, version=migration.source).exists():
        return ()
    before = published_as(code, migration.source).definition
    return tuple(bundle.procedure.fault(path, what) for path, what in check_map(definition, before))
