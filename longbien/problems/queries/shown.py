"""Published problems as others see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from longbien.kernel.actor import Actor
from longbien.kernel.folding import beginning, fold
from longbien.kernel.hub import Hub
from longbien.kernel.refusal import not_found
from longbien.kernel.text import Text
from longbien.people.policy import check, visible
from longbien.places.kinds.countries import wards_of
from longbien.problems.models import Mark, Problem, Version
from longbien.problems.rules.needs import Needed, needs_of
from longbien.problems.rules.statement import is_date
from longbien.problems.rules.steps import PUBLIC, Status
from longbien.problems.rules.vocabulary import Vocabulary
from longbien.ui.language import say

FEED_LENGTH = 30


@dataclass(frozen=True)
class KpiView:
    """A figure to reach. An empty baseline or target is "not published"."""

    name: Text
    unit: Text | None
    baseline: str
    target: str
    is_demo: bool


@dataclass(frozen=True)
class SourceView:
    """Where the statement stands: a document, the place in it, its address, the day it was read."""

    name: Text
    locator: str
    url: str
    as_of: date | None


@dataclass(frozen=True)
class Filters:
    """What a reader asks of the catalogue; `text` in any spelling. NUL, which no database knows, is dropped."""

    text: str = ""
    group: str = ""
    sector: str = ""
    technology: str = ""
    locality: str = ""

    def __post_init__(self) -> None:
        for field in fields(self):
            object.__setattr__(self, field.name, getattr(self, field.name).replace("\0", ""))


@dataclass(frozen=True)
class ProblemCard:
    """A problem in a list."""

    id: UUID
    code: str
    title: Text
    summary: Text
    group: str
    sector: str
    technologies: tuple[str, ...]
    status: Status
    published_on: date | None
    is_demo: bool


@dataclass(frozen=True)
class ProblemView(ProblemCard):
    """A problem on its page: the version that is shown."""

    localities: tuple[str, ...]
    outputs: Text | None
    kpis: tuple[KpiView, ...]
    sources: tuple[SourceView, ...]
    number: int
    at: datetime
    event_id: UUID
    department_id: UUID | None
    closed_at: datetime | None
    needs: tuple[Needed, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.status is Status.PUBLISHED


@dataclass(frozen=True)
class VersionView:
    """One version in the history of a problem."""

    number: int
    at: datetime
    reason: str
    sha256: str
    event_id: UUID


@dataclass(frozen=True)
class FeedItem:
    """A problem and when it was published or changed last."""

    card: ProblemCard
    updated_at: datetime


def vocabulary() -> Vocabulary:
    """The classes of the hub this process serves."""
    return vocabulary_of(settings.HUB)


def vocabulary_of(hub: Hub) -> Vocabulary:
    """The classes of a hub, from hub.yaml. ValueError names a text that is missing."""

    def names(key: str) -> dict[str, Text]:
        return {str(code): hub.text(entry["name"]) for code, entry in (hub.data.get(key) or {}).items()}

    wards = {one.code: _everywhere(hub, one.name) for one in wards_of(hub.country, hub.data.get("province"))}
    return Vocabulary(hub.languages, names("problem_groups"), names("sectors"), names("technology_groups"), wards)


def _everywhere(hub: Hub, name: str) -> Text:
    return Text(tuple((language, name) for language in hub.languages))


def catalogue(actor: Actor, filters: Filters) -> QuerySet[Problem]:
    """The public problems that fit, newest first; `cards()` turns a slice of them into data."""
    found = visible(actor, Problem.objects.filter(status__in=sorted(PUBLIC))).select_related("current")
    for word in fold(filters.text).split()[:12]:
        found = found.filter(folded__regex=beginning(word))
    if filters.group:
        found = found.filter(group=filters.group)
    if filters.sector:
        found = found.filter(sector=filters.sector)
    for kind, code in ((Mark.Kind.TECHNOLOGY, filters.technology), (Mark.Kind.LOCALITY, filters.locality)):
        if code:
            found = found.filter(pk__in=Mark.objects.filter(kind=kind, code=code).values("problem_id"))
    return found


def cards(problems: Iterable[Problem]) -> tuple[ProblemCard, ...]:
    """The list form of what `catalogue` found."""
    return tuple(_card(problem) for problem in problems)


def titles(ids: tuple[UUID, ...]) -> dict[UUID, Text]:
    """Titles of published problems by id, for lists elsewhere."""
    found = Problem.objects.filter(pk__in=ids, current__isnull=False).select_related("current")
    return {problem.pk: text(_shown(problem)["title"]) for problem in found}


def feed(actor: Actor) -> tuple[FeedItem, ...]:
    """The problems published or changed last."""
    newest = catalogue(actor, Filters()).order_by("-current__at", "-pk")[:FEED_LENGTH]
    return tuple(FeedItem(_card(found), found.current.at) for found in newest if found.current)


def problem(actor: Actor, problem_id: UUID, *, number: int | None = None) -> ProblemView:
    """A published problem, or an earlier version of it. Refusal 404 for what is not there, not published, or hidden."""
    found = Problem.objects.select_related("current").filter(pk=problem_id).first()
    if found is None:
        raise not_found()
    version = found.current if number is None else found.versions.filter(number=number).first()
    if version is None:
        raise not_found()
    check(actor, "view", found)
    return _view(found, version)


def versions(problem_id: UUID) -> tuple[VersionView, ...]:
    """Every version, newest first."""
    found = Version.objects.filter(problem_id=problem_id)
    return tuple(VersionView(one.number, one.at, one.reason, one.sha256, one.event_id) for one in found)


def problem_with_code(code: str) -> UUID:
    """The id of the problem that the hub's files call so. Refusal (404) when there is none."""
    found = Problem.objects.filter(code=code).values_list("pk", flat=True).first()
    if found is None:
        raise not_found()
    return found


def fields_of(problem_id: UUID) -> frozenset[str]:
    """The sector and technology groups of a published problem, as tags of expertise."""
    found = Problem.objects.select_related("current").filter(pk=problem_id).first()
    if found is None or found.current is None:
        return frozenset()
    return frozenset((*found.current.statement["technologies"], found.sector))


def url(problem_id: UUID) -> str:
    return reverse("problems:page", args=[problem_id])


def title(problem_id: UUID) -> str:
    """The title in the reader's language; empty for a problem that has no published version."""
    found = titles((problem_id,)).get(problem_id)
    return say(found) if found else ""


def text(words: Mapping[str, str]) -> Text:
    """A stored text; languages left blank are left out."""
    return Text(tuple((language, said) for language, said in words.items() if said))


def _shown(found: Problem) -> dict[str, Any]:
    """The statement of the version that is shown; only for problems that have one."""
    assert found.current is not None  # noqa: S101 (a constraint of the table holds it)
    return dict(found.current.statement)


def _common(found: Problem, statement: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": found.pk,
        "code": found.code or "",
        "title": text(statement["title"]),
        "summary": text(statement["summary"]),
        "group": statement["group"],
        "sector": statement["sector"],
        "technologies": tuple(statement["technologies"]),
        "status": Status(found.status),
        "published_on": found.published_on,
        "is_demo": found.is_demo,
    }


def _card(found: Problem) -> ProblemCard:
    return ProblemCard(**_common(found, _shown(found)))


def _view(found: Problem, version: Version) -> ProblemView:
    statement = version.statement
    return ProblemView(
        **_common(found, statement),
        localities=tuple(statement["localities"]),
        outputs=text(statement["outputs"]) if statement["outputs"] else None,
        kpis=kpis_of(statement),
        sources=sources_of(statement),
        number=version.number,
        at=version.at,
        event_id=version.event_id,
        department_id=found.department_id,
        closed_at=found.closed_at,
        needs=needs_of(statement),
    )


def kpis_of(statement: dict[str, Any]) -> tuple[KpiView, ...]:
    """The figures of a statement that has no fault."""
    return tuple(
        KpiView(
            name=text(row["name"]),
            unit=text(row["unit"]) if any(row["unit"].values()) else None,
            baseline=row["baseline"],
            target=row["target"],
            is_demo=row["is_demo"],
        )
        for row in statement["kpis"]
    )


def sources_of(statement: dict[str, Any]) -> tuple[SourceView, ...]:
    """The documents of a statement that has no fault."""
    return tuple(
        SourceView(
            name=text(row["source"]),
            locator=row["locator"],
            url=row["url"],
            as_of=date.fromisoformat(row["as_of"]) if is_date(row["as_of"]) else None,
        )
        for row in statement["sources"]
    )
