"""What persons asked about their data, and how the clocks of the law stand."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from longbien.data.models import SubjectRequest
from longbien.data.queries.sets import contract_of
from longbien.data.rules.duties.asked import NAMES, of
from longbien.data.rules.duties.clocks import Left, Standing, left, standing
from longbien.kernel.text import Text

ENDS = ("done", "refused", "withdrawn")


@dataclass(frozen=True)
class RequestView:
    """A request: no word of who asked stands here. `due_by` is the extended one once it was extended."""

    id: UUID
    number: str
    asked: Text
    is_deletion: bool
    code: str
    title: Text
    received_at: datetime
    answer_by: datetime
    due_by: datetime
    statutes: tuple[str, ...]
    did: frozenset[str]
    answered: Standing
    done: Standing
    left: Left
    entry_id: UUID

    @property
    def is_open(self) -> bool:
        return self.did.isdisjoint(ENDS)


def requests() -> tuple[RequestView, ...]:
    """Open ones first, the nearest deadline first."""
    rows = SubjectRequest.objects.select_related("data_set").prefetch_related("steps").order_by("due_by", "pk")
    return tuple(sorted(map(_view, rows), key=lambda one: not one.is_open))


def _view(row: SubjectRequest) -> RequestView:
    now, did = timezone.now(), {one.what: one.at for one in row.steps.all()}
    ended = next((did[one] for one in ENDS if one in did), None)
    due = row.latest_by if "extended" in did else row.due_by
    return RequestView(
        id=row.pk,
        number=row.number,
        asked=NAMES[of(row.asked)],
        is_deletion=row.asked == "deletion",
        code=row.data_set.code,
        title=contract_of(row.data_set).title,
        received_at=row.received_at,
        answer_by=row.answer_by,
        due_by=due,
        statutes=tuple(row.statutes),
        did=frozenset(did),
        answered=standing(row.answer_by, did.get("answered") or ended, now),
        done=standing(due, ended, now),
        left=left(due, now),
        entry_id=row.entry_id,
    )
