"""The vehicle that an action works on, locked for its transaction, and who may decide there."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.capital import models
from longbien.capital.models.runs import Run
from longbien.capital.policy import FUND
from longbien.capital.rules.funds.lives import after
from longbien.kernel.actor import Actor
from longbien.kernel.outcome import Outcome
from longbien.kernel.refusal import Fault, Refusal, conflict, not_allowed, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import actor_for, recused
from longbien.people.rules.offices import office_of_role

TYPE = "capital.vehicle"


def locked(vehicle_id: UUID, *, by: Actor, action: str) -> models.Vehicle:
    """The vehicle, if `by` may do `action` to it. Refusal 404 for what is not there, else 403."""
    row = models.Vehicle.objects.select_for_update(of=("self",)).filter(pk=vehicle_id).first()
    if row is None:
        raise not_found()
    check(by, action, row)
    return row


def hold_vehicle(vehicle_id: UUID) -> models.Vehicle:
    """The vehicle of something whose policy was asked."""
    return models.Vehicle.objects.select_for_update(of=("self",)).get(pk=vehicle_id)


def subject_of(vehicle: models.Vehicle) -> Subject:
    """The vehicle in the record; it is also the name of its sequence."""
    return Subject(TYPE, vehicle.pk)


def local_date(at: datetime) -> date:
    """The hub's own date at an instant."""
    return at.astimezone(ZoneInfo(settings.HUB.timezone)).date()


def must_hold(outcome: Outcome) -> None:
    """Refuse (422) what breaks the rules of the fund, naming the article of every breach."""
    if outcome:
        return
    faults = tuple(Fault(reason.where, reason.what) for reason in outcome.against)
    raise Refusal("against-the-rules", outcome.against[0].what, faults=faults)


def must_be_untied(by: Actor, organisations: Iterable[UUID]) -> None:
    """Refuse (403), in plain words, whoever is tied to one of those that the decision is about."""
    for organisation_id in organisations:
        reason = recused(by, organisation_id)
        if reason is not None:
            raise not_allowed(reason.what)


def must_be_another(by: Actor, prepared_by: UUID) -> None:
    """Refuse (403) the officer who prepared it, and whoever stands in for that officer or the other way round."""
    office = office_of_role(FUND)
    first = {prepared_by, actor_for(prepared_by).acts_for(office)}
    if {by.person_id, by.acts_for(office)} & first - {None}:
        raise not_allowed(FOUR_EYES)


def must_be_past(day: date, at: datetime, field: str) -> None:
    """Refuse (422) a day that is still to come."""
    if day > local_date(at):
        raise Refusal("not-yet", NOT_YET, faults=(Fault(field, NOT_YET),))


def must_say_why(reason: str, field: str = "reason") -> str:
    """The reason, trimmed. Refusal (422) for none."""
    said = reason.strip()
    if not 3 <= len(said) <= 1000:
        raise Refusal("reason-missing", WHY, faults=(Fault(field, WHY),))
    return said


def move(row: Run | models.Commitment, verb: str) -> None:
    """Take it where `verb` leads. Refusal 409 where there is no such move."""
    row.state = after(row.state, verb)


def changed() -> Refusal:
    """The refusal for a draft that would no longer be posted as it was seen (409)."""
    return conflict("plan-changed", CHANGED)


FOUR_EYES = Text.of(
    vi="Người lập phương án không tự xác nhận được: cần một cán bộ thứ hai.",
    en="Whoever prepared it can't confirm it: a second officer is needed.",
)
NOT_YET = Text.of(vi="Ngày này chưa tới.", en="This day is still to come.")
WHY = Text.of(vi="Hãy nói vì sao (3 đến 1000 ký tự).", en="Say why (3 to 1000 characters).")
CHANGED = Text.of(
    vi="Số liệu đã thay đổi từ khi lập phương án. Hãy bỏ phương án này và lập lại.",
    en="The figures have changed since this was prepared. Drop it and prepare it anew.",
)
