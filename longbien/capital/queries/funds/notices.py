"""Notices: what an investor owes by a day, and where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from longbien.capital import models
from longbien.capital.queries.papers import NoticePaper, of_notice
from longbien.capital.rules.funds.notices import DEFAULT, LATE, NAMES, PAID, TONES, state_of
from longbien.kernel.actor import Actor
from longbien.kernel.money import Money
from longbien.kernel.refusal import not_found
from longbien.kernel.text import Text
from longbien.people.policy import check, visible
from longbien.people.queries import OrganisationCard, organisations


@dataclass(frozen=True)
class ReceiptCard:
    amount: Money
    received_on: date
    reference: str
    entry: UUID


@dataclass(frozen=True)
class NoticeCard:
    """A notice with what came in for it; `state` as of a day. `number` is that of its call, or of its close."""

    id: UUID
    vehicle_id: UUID
    vehicle: str
    commitment_id: UUID
    organisation: OrganisationCard
    is_call: bool
    number: int
    run_id: UUID
    principal: Money
    interest: Money
    given: Money
    amount: Money
    received: Money
    due_on: date
    issued_at: datetime
    state: str
    is_demo: bool
    place: int

    @property
    def outstanding(self) -> Money:
        return self.amount - self.received

    @property
    def state_name(self) -> Text:
        return NAMES[self.state]

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def is_open(self) -> bool:
        return self.state != PAID

    @property
    def is_late(self) -> bool:
        return self.state in (LATE, DEFAULT)

    @property
    def paper(self) -> NoticePaper:
        return of_notice(self.id, self.number, self.place)

    @property
    def url(self) -> str:
        return reverse("capital:notice", args=[self.id])


def visible_notices(actor: Actor) -> QuerySet[models.Notice]:
    return visible(actor, models.Notice.objects.all())


def mine(actor: Actor) -> QuerySet[models.Notice]:
    """Notices of the actor's own organisations."""
    return visible_notices(actor).filter(commitment__organisation__in=list(actor.organisations))


def notice(actor: Actor, notice_id: UUID, *, today: date) -> NoticeCard:
    """Refusal 404 for what is not there or hidden."""
    row = models.Notice.objects.select_related("commitment").filter(pk=notice_id).first()
    if row is None:
        raise not_found()
    check(actor, "view", row)
    return notice_cards(models.Notice.objects.filter(pk=notice_id), today=today)[0]


def notice_cards(rows: QuerySet[models.Notice], *, today: date) -> tuple[NoticeCard, ...]:
    """The list form, two queries for all."""
    found = list(
        rows.select_related("commitment__vehicle", "call", "close").annotate(paid=Coalesce(Sum("receipts__amount"), 0))
    )
    owners = organisations(row.commitment.organisation_id for row in found)
    return tuple(_card(row, row.paid, owners[row.commitment.organisation_id], today) for row in found)


def _card(row: models.Notice, paid: int, owner: OrganisationCard, today: date) -> NoticeCard:
    vehicle, run = row.commitment.vehicle, row.call or row.close
    assert run is not None  # noqa: S101 - a constraint holds that it is of one of them

    def money(minor: int) -> Money:
        return Money(minor, vehicle.currency)

    return NoticeCard(
        id=row.pk,
        vehicle_id=vehicle.pk,
        vehicle=vehicle.name,
        commitment_id=row.commitment_id,
        organisation=owner,
        is_call=row.call is not None,
        number=run.number or 0,
        run_id=run.pk,
        principal=money(row.principal),
        interest=money(row.interest),
        given=money(row.given),
        amount=money(row.amount),
        received=money(paid),
        due_on=row.due_on,
        issued_at=row.issued_at,
        state=state_of(row.amount, paid, row.due_on, today, in_default=row.defaulted_at is not None),
        is_demo=vehicle.is_demo,
        place=row.commitment.place or 0,
    )


def notices_of(run_id: UUID, *, today: date) -> tuple[NoticeCard, ...]:
    """The notices of a call or a close. The caller has asked the policy."""
    return notice_cards(models.Notice.objects.filter(Q(call=run_id) | Q(close=run_id)), today=today)


def in_arrears(vehicle_id: UUID, *, today: date) -> tuple[NoticeCard, ...]:
    """What should have been paid by now and is not, the earliest due first. The caller has asked the policy."""
    rows = models.Notice.objects.filter(commitment__vehicle=vehicle_id, due_on__lt=today)
    return open_ones(notice_cards(rows, today=today))


def receipts(notice_id: UUID) -> tuple[ReceiptCard, ...]:
    rows = models.Receipt.objects.filter(notice=notice_id).select_related("notice__commitment__vehicle")
    return tuple(
        ReceiptCard(
            Money(row.amount, row.notice.commitment.vehicle.currency), row.received_on, row.reference, row.entry
        )
        for row in rows
    )


def first_day_after(due_on: date) -> datetime:
    """The moment in the hub's own time from which it is late."""
    return datetime.combine(due_on + timedelta(days=1), time.min, ZoneInfo(settings.HUB.timezone))


def title(notice_id: UUID) -> str:
    row = models.Notice.objects.select_related("commitment__vehicle").filter(pk=notice_id).first()
    return row.commitment.vehicle.name if row else ""


def open_ones(cards: Iterable[NoticeCard]) -> tuple[NoticeCard, ...]:
    """Those that are not paid in full, the earliest due first."""
    return tuple(sorted((one for one in cards if one.is_open), key=lambda one: (one.due_on, one.vehicle)))
