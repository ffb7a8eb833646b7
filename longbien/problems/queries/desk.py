"""What those who state problems see: drafts, and what is still missing in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Case, QuerySet, Value, When

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, not_found
from longbien.kernel.text import Text
from longbien.people.policy import OFFICER, can, check, visible
from longbien.people.queries import OrganisationCard, organisation_with_code, organisations_of
from longbien.problems.models import Problem
from longbien.problems.policy import DEPARTMENT_OFFICER
from longbien.problems.queries.shown import KpiView, ProblemView, SourceView, kpis_of, sources_of, text, vocabulary
from longbien.problems.rules.needs import Needed, needs_of
from longbien.problems.rules.normal import normal
from longbien.problems.rules.statement import check_all
from longbien.problems.rules.steps import Status
from longbien.procedures.queries import ServiceCard, services


def application() -> ServiceCard | None:
    """The service by which one applies to a problem; None while it is not published."""
    code = settings.HUB.data["journey"]["application"]
    return next((one for one in services() if one.code == code and one.is_offered), None)


PUBLIC_BODIES = ("department", "authority")


@dataclass(frozen=True)
class Draft:
    """What is being written about a problem. `number` is the version that is shown, 0 when none is."""

    id: UUID
    status: Status
    number: int
    seq: int
    is_open: bool
    statement: dict[str, Any]

    @property
    def title(self) -> Text | None:
        return said(self.statement, "title")

    @property
    def summary(self) -> Text | None:
        return said(self.statement, "summary")

    @property
    def next_step(self) -> str:
        """The page to go on with."""
        if self.status is Status.DRAFT:
            return "classify" if self.summary else "state"
        return "standardise" if self.status is Status.CLASSIFIED else "review" if self.is_open else "state"

    @property
    def outputs(self) -> Text | None:
        return said(self.statement, "outputs")

    @property
    def group(self) -> str:
        return str(self.statement["group"])

    @property
    def sector(self) -> str:
        return str(self.statement["sector"])

    @property
    def technologies(self) -> tuple[str, ...]:
        return tuple(self.statement["technologies"])

    @property
    def localities(self) -> tuple[str, ...]:
        return tuple(self.statement["localities"])

    @property
    def kpis(self) -> tuple[KpiView, ...]:
        return kpis_of({"kpis": [row for row in self.statement["kpis"] if any(row["name"].values())]})

    @property
    def needs(self) -> tuple[Needed, ...]:
        return needs_of(self.statement)

    @property
    def sources(self) -> tuple[SourceView, ...]:
        return sources_of({"sources": [row for row in self.statement["sources"] if any(row["source"].values())]})


def said(statement: dict[str, Any], key: str) -> Text | None:
    """The words of a text of a draft, in the languages that have some."""
    return text(statement[key]) if any(statement[key].values()) else None


def draft(actor: Actor, problem_id: UUID) -> Draft:
    """The draft of a problem; what is published where nothing is being written. Refusal 404 or 403 by the policy."""
    found = Problem.objects.select_related("current").filter(pk=problem_id).first()
    if found is None:
        raise not_found()
    check(actor, "edit", found)
    return _draft(found)


def can_edit(actor: Actor, problem: ProblemView) -> bool:
    """Whether to offer the pages that write the next version."""
    return problem.is_open and can(actor, "edit", Problem(pk=problem.id, department_id=problem.department_id))


def faults(draft: Draft) -> tuple[Fault, ...]:
    """What must be mended before it can be published."""
    return tuple(Fault(reason.where, reason.what) for reason in check_all(draft.statement, vocabulary()).against)


def editable(actor: Actor) -> QuerySet[Problem]:
    """The problems the actor may edit: those being written first."""
    unfinished = Case(When(draft__isnull=False, then=Value(0)), default=Value(1))
    return visible(actor, Problem.objects.select_related("current"), "edit").order_by(unfinished, "-created_at", "-pk")


def drafts(problems: Iterable[Problem]) -> tuple[Draft, ...]:
    """What `editable` found, as drafts."""
    return tuple(_draft(found) for found in problems)


def departments(actor: Actor) -> tuple[OrganisationCard, ...]:
    """The public bodies in whose name the actor may state problems, by name."""
    own = {card.id: card for card in organisations_of(actor) if card.kind in PUBLIC_BODIES}
    if OFFICER in actor.roles:
        own |= {card.id: card for card in _bodies_of_the_hub()}
    elif DEPARTMENT_OFFICER not in actor.roles:
        return ()
    return tuple(sorted(own.values(), key=lambda card: card.name.casefold()))


def applicants(actor: Actor) -> tuple[OrganisationCard, ...]:
    """The organisations in whose name the actor may apply, by name."""
    return tuple(card for card in organisations_of(actor) if card.kind not in PUBLIC_BODIES)


def _bodies_of_the_hub() -> list[OrganisationCard]:
    listed = settings.HUB.data.get("organisations", {})
    codes = [code for code, one in listed.items() if one["kind"] in PUBLIC_BODIES]
    return [card for code in codes if (card := organisation_with_code(code))]


def _draft(found: Problem) -> Draft:
    shown = found.current.statement if found.current else normal({})
    return Draft(
        id=found.pk,
        status=Status(found.status),
        number=found.current.number if found.current else 0,
        seq=found.draft_seq,
        is_open=found.draft is not None,
        statement=found.draft if found.draft is not None else shown,
    )
