"""The data that problems need, as their pages and the data strategy show it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from longbien.data.queries.gaps import gaps
from longbien.data.queries.sets import cards, listed
from longbien.data.rules.access.strategy import Need
from longbien.kernel.actor import ANONYMOUS
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.problems.queries.shown import Filters, catalogue, text
from longbien.problems.rules.needs import Needed, needs_of
from longbien.problems.rules.steps import Status


@dataclass(frozen=True)
class NeedView:
    """One need with where it is shown; `owner` and `due` of what is missing. A gap that only a draft names has no
    address yet."""

    title: Text
    url: str
    is_there: bool
    owner: str = ""
    due: date | None = None
    is_late: bool = False


def shown_needs(needs: Sequence[Needed]) -> tuple[NeedView, ...]:
    """In their order; a code that nobody knows any more stands for itself. No query without needs."""
    if not needs:
        return ()
    sets = {one.code: one for one in cards(listed())}
    missing = {one.code: one for one in gaps([one.gap for one in needs if one.gap])}
    found = []
    for need in needs:
        if card := sets.get(need.data_set):
            found.append(NeedView(card.contract.title, reverse("data:set", args=[card.code]), card.newest is not None))
        elif gap := missing.get(need.gap):
            url = reverse("data:gap", args=[gap.code])
            found.append(NeedView(gap.title, url, not gap.is_open, gap.owner, gap.due, gap.is_late))
        else:
            found.append(NeedView(need.missing or Text.of(und=need.data_set or need.gap), "", is_there=False))
    return tuple(found)


def needable() -> tuple[dict[str, Text], dict[str, Text]]:
    """What an officer may choose: data sets, and what is missing still, by code."""
    sets = {one.code: one.contract.title for one in cards(listed())}
    return sets, {one.code: one.title for one in gaps() if one.is_open}


def needs_of_problems() -> Iterator[Need]:
    """Every open problem, with the codes of what it needs."""
    for found in catalogue(ANONYMOUS, Filters()).filter(status=Status.PUBLISHED):
        statement = found.current.statement if found.current else {}
        needs = needs_of(statement)
        yield Need(
            Subject("problems.problem", found.pk),
            text(statement["title"]),
            tuple(one.data_set for one in needs if one.data_set),
            tuple(one.gap for one in needs if one.gap),
        )
