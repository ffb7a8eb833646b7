"""Services and cases as data: `/api/services`, `/api/cases/{id}`. The session signs in, the policy decides."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from ninja import Router, Schema
from ninja.security import django_auth
from pydantic import Field

from longbien.kernel.ids import from_slug, to_slug
from longbien.kernel.refusal import not_found
from longbien.people.policy import can, check
from longbien.procedures import queries
from longbien.procedures.actions.fees.settle_fee import record_payment
from longbien.procedures.actions.perform import perform
from longbien.procedures.models import Case
from longbien.procedures.queries.proving import proof_of
from longbien.procedures.queries.readers import is_over
from longbien.procedures.queries.standing import answers_by_form, roles_in
from longbien.procedures.queries.versions import published
from longbien.procedures.rules.forms import hidden_fields
from longbien.procedures.rules.questions.readers import may_read
from longbien.procedures.showing import classes_for
from longbien.ui.requests import Request

router = Router(tags=["procedures"])
Words = dict[str, str]


class Service(Schema):
    """A public service in force. `about` is the type of thing that a case must be about, or empty."""

    code: str
    version: int
    url: str
    title: Words
    summary: Words | None
    who: Words | None
    about: str
    output: str
    hub_rule: bool
    legal_basis: list[str]
    offered_until: date | None
    sha256: str


class Step(Schema):
    """What the caller may do next; `against` says what stands in the way now."""

    action: str
    title: Words
    form: str
    against: list[Words]


class CaseOut(Schema):
    """A case as the caller may see it. `data` holds the accepted answers by form."""

    id: UUID
    slug: str
    url: str
    number: str
    title: str
    procedure: str
    version: int
    state: str
    state_title: Words
    final: bool
    seq: int
    owner_id: UUID
    about: str | None
    opened_at: datetime
    due: datetime | None
    data: dict[str, dict[str, Any]]
    next: list[Step]


class Given(Schema):
    """What an action is sent with. `seq` is the last move that was seen: a later one is answered 409."""

    data: dict[str, Any] = {}
    reason: str = Field("", max_length=5000)
    seq: int | None = None


class Payment(Schema):
    """A payment of a fee. `is_shared`: one transfer covers this fee and others that it settled before."""

    paid_on: date
    evidence: str = Field(max_length=120)
    is_shared: bool = False


class Settled(Schema):
    state: str


class Moved(Schema):
    seq: int
    state: str


@router.get("/services", response=list[Service], summary="Every public service in force")
def services(request: Request) -> list[Service]:
    return [_service(card) for card in queries.services()]


@router.get("/cases/{case}", response=CaseOut, summary="A case, for who may see it")
def case(request: Request, case: str) -> CaseOut:
    row = _row(request, case)
    version = published(row.version_id)
    view = queries.case(row.pk, with_data=False)
    roles = roles_in(row, version.definition, request.actor)
    classes = classes_for(version.definition, roles)
    answers = answers_by_form(row) if can(request.actor, "read-answers", row) else {}
    return CaseOut(
        id=row.pk,
        slug=to_slug(row.pk),
        url=reverse("procedures:case", args=[row.pk]),
        number=row.number,
        title=row.title,
        procedure=view.procedure,
        version=view.version,
        state=row.state,
        state_title=dict(view.state_title),
        final=view.final,
        seq=row.seq,
        owner_id=row.owner_id,
        about=row.about or None,
        opened_at=row.opened_at,
        due=row.due,
        data={
            form: _without(data, hidden_fields(version.schemas[form], classes))
            for form, data in answers.items()
            if may_read(version.definition, form, roles, is_closed=is_over(row))
        },
        next=[_step(step) for step in queries.next_steps(row.pk, request.actor, timezone.now())],
    )


@router.post(
    "/cases/{case}/actions/{action}",
    auth=django_auth,
    response=Moved,
    summary="Do an action of a case",
    description="The same action as the button on its page. 403 without the role, 409 when the case moved on, "
    "422 with every fault of the form.",
)
def act(request: Request, case: str, action: str, given: Given) -> Moved:
    case_id = _id(case)
    seq = perform(
        case_id=case_id,
        action=action,
        data=given.data,
        reason=given.reason,
        seq=given.seq,
        proof=proof_of(request),
        by=request.actor,
        at=timezone.now(),
    )
    return Moved(seq=seq, state=queries.case(case_id, with_data=False).state)


@router.post(
    "/fees/{fee}/payment",
    auth=django_auth,
    response=Settled,
    summary="Record that a fee was paid",
    description="404 for a fee that the caller may not settle, 422 with every fault, 409 when it is settled already, "
    "or when the same payment settled another fee and `is_shared` does not say that one transfer covers all.",
)
def pay(request: Request, fee: str, given: Payment) -> Settled:
    fee_id, now = _id(fee), timezone.now()
    record_payment(
        fee_id=fee_id, paid_on=given.paid_on, evidence=given.evidence, is_shared=given.is_shared, by=request.actor,
        at=now,
    )  # fmt: skip
    return Settled(state="paid")


def _row(request: Request, written: str) -> Case:
    row = Case.objects.filter(pk=_id(written)).first()
    if row is None:
        raise not_found()
    check(request.actor, "view", row)
    return row


def _id(written: str) -> UUID:
    """The id behind a slug of 26 letters or a written UUID. Refusal (404) for anything else."""
    try:
        return from_slug(written) if len(written) == 26 else UUID(written)
    except ValueError as error:
        raise not_found() from error


def _service(card: queries.ServiceCard) -> Service:
    service = card.definition.service
    return Service(
        code=card.code,
        version=card.version,
        url=reverse("procedures:service", args=[card.code]),
        title=dict(card.title),
        summary=dict(card.summary) if card.summary else None,
        who=dict(card.who) if card.who else None,
        about=card.about,
        output=service.output,
        hub_rule=service.is_hub_rule,
        legal_basis=[str(basis.citation) for basis in service.legal_basis],
        offered_until=service.until,
        sha256=card.sha256,
    )


def _step(step: queries.Step) -> Step:
    against = [dict(reason.what) for reason in step.outcome.against]
    return Step(action=step.action, title=dict(step.title), form=step.form, against=against)


def _without(data: dict[str, Any], hidden: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in hidden}
