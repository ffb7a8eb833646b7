"""What awaits a governing body: cases at a state from which it may decide."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q

from longbien.kernel.text import Text
from longbien.procedures.models import AgendaItem, Case, VersionDesk
from longbien.procedures.queries.versions import published
from longbien.procedures.rules.definition import Action

MOST = 50
AT_OFFICE = ~Q(seq=1, parent=None)  # no draft, as `Case.is_draft` says


@dataclass(frozen=True)
class Proposal:
    """An action of a case that the body may put to the vote."""

    case_id: UUID
    number: str
    title: str
    procedure: Text
    action: str
    action_title: Text

    @property
    def value(self) -> str:
        return f"{self.case_id}:{self.action}"


def proposable(case: Case, body: str) -> tuple[Action, ...]:
    """The actions of a case that a body may do from where it stands, and that need no form to be filled in."""
    definition = published(case.version_id).definition
    plays = {name for name, role in definition.roles.items() if (role.kind, role.ref) == ("body", body)}
    return tuple(one for one in definition.actions_from(case.state) if plays & set(one.by) and not one.form)


def awaiting(body: str, *, meeting_id: UUID) -> tuple[Proposal, ...]:
    """What could come onto the agenda of a meeting: by deadline, without what stands there."""
    desks = VersionDesk.objects.filter(
        kind="body", ref=body, version=OuterRef("version_id"), state=OuterRef("state")
    )  # fmt: skip
    cases = Case.objects.filter(AT_OFFICE, Exists(desks), closed_at=None)
    there = set(AgendaItem.objects.filter(meeting_id=meeting_id, result="").values_list("case_id", "action"))
    return tuple(
        Proposal(case.pk, case.number, case.title, published(case.version_id).definition.title, one.name, one.title)
        for case in cases.order_by(F("due").asc(nulls_last=True), "moved_at", "pk")[:MOST]
        for one in proposable(case, body)
        if (case.pk, one.name) not in there
    )
