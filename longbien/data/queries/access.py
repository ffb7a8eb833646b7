"""Requests for data with where they stand, and agreements as both sides' pages list them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from longbien.data.models import Agreement, DataSet, Edition, Ground, Profile, Quarantine, Query, Request
from longbien.data.queries.agreements import AgreementView, agreement_view
from longbien.data.queries.sets import SetCard, cards, contract_of
from longbien.data.rules.access.lasting import ends_soon, is_past, late_since
from longbien.data.rules.agreement.compiled import view_name
from longbien.kernel.actor import Actor
from longbien.kernel.text import Text
from longbien.people.policy import can
from longbien.people.queries import organisations, today
from longbien.procedures.queries import CaseView, ServiceCard, cases_by_id, services, services_about

TAKES, SIDES = "data.take_request", ("recipient", "publisher")


@dataclass(frozen=True)
class Asking:
    """A request, the data set that it is for, who asks, and the case as it stands."""

    case: CaseView
    code: str
    title: Text
    organisation: str
    is_renewal: bool
    at: datetime


@dataclass(frozen=True)
class Holding:
    """An agreement with what its sides do next: `name` is what its rows are called in questions."""

    view: AgreementView
    name: str
    ends_soon: bool
    renewed: bool
    profile_until: datetime | None


@dataclass(frozen=True)
class Late:
    """A data set whose next delivery did not come in time."""

    card: SetCard
    since: date


@dataclass(frozen=True)
class Refused:
    """How often was asked under an agreement, and how often it was refused."""

    agreement: AgreementView
    asked: int
    refused: int
    last: datetime


def asking_services() -> tuple[ServiceCard, ...]:
    """The services that are offered today and by which data is asked for."""
    return tuple(one for one in services() if one.is_offered and not one.about and _takes(one))


def _takes(service: ServiceCard) -> bool:
    return any(call.name == TAKES for action in service.definition.actions.values() for call in action.do)


def renewing_services() -> tuple[ServiceCard, ...]:
    return services_about("data.agreement")


def stewarded(actor: Actor) -> list[DataSet]:
    """The data sets that the reader answers for, by code."""
    return [row for row in DataSet.objects.order_by("code") if can(actor, "steward", row)]


def requests_of(actor: Actor) -> tuple[Asking, ...]:
    """What the reader's organisations asked for, newest first."""
    return _asking(Request.objects.filter(organisation__in=list(actor.organisations)))


def requests_for(sets: Iterable[DataSet]) -> tuple[Asking, ...]:
    """What waits for an answer of these data sets, the oldest first."""
    found = _asking(Request.objects.filter(data_set__in=list(sets)))
    return tuple(one for one in reversed(found) if not one.case.final)


def _asking(rows: QuerySet[Request]) -> tuple[Asking, ...]:
    found = list(rows.select_related("data_set").order_by("-at", "pk"))
    cases = cases_by_id(row.case_id for row in found)
    named = organisations(row.organisation_id for row in found)
    return tuple(
        Asking(
            cases[row.case_id],
            row.data_set.code,
            contract_of(row.data_set).title,
            named[row.organisation_id].name,
            row.renews_id is not None,
            row.at,
        )
        for row in found
        if row.case_id in cases
    )


def agreements_of(actor: Actor) -> tuple[Holding, ...]:
    """The agreements of the reader's organisations, newest first."""
    return _holdings(Agreement.objects.filter(organisation__in=list(actor.organisations)))


def agreements_on(sets: Iterable[DataSet]) -> tuple[Holding, ...]:
    """Those that are in force or wait for a signature, the first to end first."""
    found = _holdings(Agreement.objects.filter(data_set__in=list(sets), revocation=None, until__gte=today()))
    return tuple(sorted(found, key=lambda one: one.view.terms.until))


def _holdings(rows: QuerySet[Agreement]) -> tuple[Holding, ...]:
    return tuple(_holding(row) for row in rows.select_related("data_set", "revocation").order_by("-proposed_at", "pk"))


def _holding(row: Agreement) -> Holding:
    view = agreement_view(row)
    profile = Profile.objects.filter(agreement=row).order_by("-at", "-pk").first()
    return Holding(
        view,
        view_name(view.code),
        ends_soon=view.state == "in-force" and ends_soon(view.terms.until, today()),
        renewed=row.renewed_by.exists(),
        profile_until=profile.expires_at if profile else None,
    )


def ground_of(agreement_id: UUID) -> Ground | None:
    return Ground.objects.filter(pk=agreement_id).first()


def agreement_of_case(case_id: UUID) -> UUID | None:
    """The agreement that carries out what a case decided."""
    return Ground.objects.filter(case_id=case_id).values_list("agreement_id", flat=True).first()


def late_sets(sets: Iterable[DataSet]) -> tuple[Late, ...]:
    """Those whose next edition is late by what their contract promises, the latest first."""
    rows = {row.pk: row for row in sets}
    found = []
    for card in cards(rows.values()):
        newest, listed = card.newest, rows[card.id].loaded_at.date()
        since = late_since(card.contract.every, newest.at.date() if newest else None, listed)
        if since is not None and is_past(since, today()):
            found.append(Late(card, since))
    return tuple(sorted(found, key=lambda one: one.since))


def asked_lately(sets: Iterable[DataSet], *, since: datetime) -> tuple[Refused, ...]:
    """Per agreement on these data sets, how often was asked since then, the latest first."""
    rows = Query.objects.filter(agreement__data_set__in=list(sets), at__gte=since).order_by("at")
    counted: dict[UUID, list[Query]] = {}
    for row in rows.select_related("agreement__data_set"):
        counted.setdefault(row.agreement_id, []).append(row)
    found = [
        Refused(agreement_view(asked[0].agreement), len(asked), sum(bool(one.refused) for one in asked), asked[-1].at)
        for asked in counted.values()
    ]
    return tuple(sorted(found, key=lambda one: one.last, reverse=True))


def quarantined(sets: Iterable[DataSet], *, most: int) -> list[Quarantine]:
    """The newest deliveries of these data sets that were set apart and that no edition has followed since."""
    rows = Quarantine.objects.filter(data_set__in=list(sets)).select_related("data_set").order_by("-at")
    return [row for row in rows[:most] if not Edition.objects.filter(data_set=row.data_set, at__gt=row.at).exists()]


def to_sign(actor: Actor) -> Iterable[tuple[Agreement, str]]:
    """The agreements that wait for a signature which the reader may give, with the side."""
    if not actor.is_signed_in:
        return
    open_ones = Agreement.objects.annotate(signed=Count("signatures")).filter(
        signed__lt=len(SIDES), revocation=None, until__gte=today()
    )
    for row in open_ones.select_related("data_set"):
        may = [side for side in SIDES if can(actor, f"sign-{side}", row)]
        may = [side for side in may if side == "recipient" or row.proposed_by != actor.id]
        waiting = [side for side in agreement_view(row).lacks if side in may] if may else []
        if waiting:
            yield row, waiting[0]
