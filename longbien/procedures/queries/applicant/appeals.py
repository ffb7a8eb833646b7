"""The right to appeal against the decision that a case stands at: until when it runs, and whether it was used."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from longbien.kernel.subject import Subject
from longbien.procedures.models import Case
from longbien.procedures.queries.standing import is_about_a_case
from longbien.procedures.queries.versions import published
from longbien.procedures.rules.deadlines import due_after
from longbien.procedures.rules.machine import gives_up


@dataclass(frozen=True)
class Right:
    """By which procedure one may appeal, until when; `used` is the appeal that was made, or begun, already."""

    procedure: str
    until: datetime
    used: Case | None


def right_to_appeal(target: Case) -> Right | None:
    """The right that goes with where a case stands now; None where it stands at nothing that can be appealed."""
    appeal = published(target.version_id).definition.states[target.state].appeal
    if appeal is None:
        return None
    until = due_after(settings.HUB.calendar, target.closed_at or target.moved_at, appeal.within)
    return Right(appeal.procedure, until, _used(target, appeal.procedure))


def appealed(case: Case) -> Case | None:
    """The case whose decision this one appeals against; None for any other case."""
    return Case.objects.get(pk=Subject.parse(case.about).id) if is_about_a_case(case) else None


def _used(target: Case, procedure: str) -> Case | None:
    """The appeal against this decision that counts: one that the applicant gave up again leaves the right as it was."""
    found = Case.objects.filter(about=str(target.subject), version__code=procedure, opened_at__gte=target.moved_at)
    return next((one for one in found.order_by("opened_at", "pk") if not _was_given_up(one)), None)


def _was_given_up(case: Case) -> bool:
    last = case.moves.order_by("-seq").first() if case.closed_at else None
    definition = published(case.version_id).definition
    return last is not None and last.action in definition.actions and gives_up(definition, last.action)
