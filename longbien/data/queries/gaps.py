"""Data that is missing: who owes it by when, or which data set came."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings

from longbien.data.models import Closing, Gap, Promise
from longbien.data.queries.sets import contract_of
from longbien.data.rules.access.lasting import is_past
from longbien.kernel.refusal import not_found
from longbien.kernel.text import Text
from longbien.people.queries import organisations, today


@dataclass(frozen=True)
class GapCard:
    """A gap as lists show it. `owner` is the name of whoever owes it, `due` the day, both as said last; `filled_by` the
    data set that closed it, with its code."""

    id: UUID
    code: str
    title: Text
    owner: str
    owner_id: UUID | None
    due: date | None
    filled_by: Text | None
    filled_code: str
    raised_at: datetime
    entry_id: UUID
    is_late: bool

    @property
    def is_open(self) -> bool:
        return self.filled_by is None


@dataclass(frozen=True)
class PromiseView:
    """One saying of who owes it by when."""

    owner: str
    due: date | None
    at: datetime
    entry_id: UUID


def gaps(codes: Collection[str] | None = None) -> tuple[GapCard, ...]:
    """All of them, or those with these codes: open ones first, the nearest day first. Four queries."""
    rows = Gap.objects.order_by("code")
    found = list(rows if codes is None else rows.filter(code__in=list(codes)))
    newest = {one.gap_id: one for one in Promise.objects.filter(gap__in=found).order_by("at", "pk")}
    closed = {one.pk: one for one in Closing.objects.filter(pk__in=found).select_related("data_set")}
    named = {key: one.name for key, one in organisations(one.organisation_id for one in newest.values()).items()}
    made = [_card(row, newest.get(row.pk), closed.get(row.pk), named) for row in found]
    return tuple(sorted(made, key=lambda one: (not one.is_open, one.due is None, one.due or date.max, one.code)))


def _card(row: Gap, said: Promise | None, closed: Closing | None, named: dict[UUID, str]) -> GapCard:
    due = said.due if said else None
    return GapCard(
        id=row.pk,
        code=row.code,
        title=Text.from_data(row.title, settings.HUB.languages),
        owner=named.get(said.organisation_id, "") if said else "",
        owner_id=said.organisation_id if said else None,
        due=due,
        filled_by=contract_of(closed.data_set).title if closed else None,
        filled_code=closed.data_set.code if closed else "",
        raised_at=row.raised_at,
        entry_id=row.entry_id,
        is_late=closed is None and is_past(due, today()),
    )


def gap(code: str) -> GapCard:
    """Refusal (404) when there is none."""
    found = next(iter(gaps([code])), None)
    if found is None:
        raise not_found()
    return found


def promises(gap_id: UUID) -> tuple[PromiseView, ...]:
    """Everything that was said of it, newest first."""
    rows = list(Promise.objects.filter(gap=gap_id).order_by("-at", "-pk"))
    named = organisations(row.organisation_id for row in rows)
    return tuple(PromiseView(named[row.organisation_id].name, row.due, row.at, row.entry_id) for row in rows)


def open_gaps_of(organisation_ids: Iterable[UUID]) -> tuple[GapCard, ...]:
    """What these organisations owe still."""
    owners = frozenset(organisation_ids)
    return tuple(one for one in gaps() if one.is_open and one.owner_id in owners)
