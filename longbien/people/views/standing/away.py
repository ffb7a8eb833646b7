"""Absences and deputies: one's own, and for administrators everyone's."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people import models, queries
from longbien.people.actions.standing.absences import declare_absence, end_absence
from longbien.people.actions.standing.delegations import LONGEST_SCOPE, Given, delegate_office, revoke_delegation
from longbien.people.policy import check as check_policy
from longbien.people.queries.held import today
from longbien.people.views.back import way_back
from longbien.people.views.standing.found import chosen, day, of_persons, person_concerned
from longbien.ui import links
from longbien.ui.fields import Choice, Field
from longbien.ui.forms import Form, check, read
from longbien.ui.requests import Request

Act = Callable[[dict[str, Any]], None]
SINCE = Field("since", "date", Text.of(vi="Từ ngày", en="From"), required=True)
UNTIL = Field("until", "date", Text.of(vi="Đến hết ngày", en="Until and including"), required=True)
SCOPE = Field(
    "scope", "longtext", Text.of(vi="Để làm gì", en="For what"),
    Text.of(
        vi="Người nhận uỷ quyền và biên bản sẽ nêu đúng lời này.", en="The deputy and the record will say it so."
    ),
    maximum=LONGEST_SCOPE,
)  # fmt: skip
DEPUTY_HINT = Text.of(
    vi="Chỉ người đang giữ cùng một chức trách. Muốn người khác làm thay, hãy uỷ quyền chức trách.",
    en="Only someone who holds one of the same offices. For anyone else, delegate the office.",
)
DELEGATE_HINT = Text.of(
    vi="Địa chỉ e-mail của tài khoản. Người này làm thay trong những ngày dưới đây và không uỷ quyền tiếp được.",
    en="The e-mail address of their account. They act for you on these days and can't delegate it further.",
)


@login_required
@require_safe
def everyone(request: Request) -> HttpResponse:
    """Who is away or will be, and who holds whose office: for administrators."""
    check_policy(request.actor, "list-absences", None, type="people.hub")
    context = {"person": None, "absences": _absences(request, None), "delegations": queries.delegations(request.actor)}
    return render(request, "people/standing/away.html", context)


@login_required
@require_safe
def of_person(request: Request, person_id: UUID) -> HttpResponse:
    """The absences of a person, the offices they gave or were given."""
    person = person_concerned(request, person_id)
    context = {
        "person": person,
        "absences": _absences(request, person.pk),
        "delegations": queries.delegations(request.actor, person.pk),
        "offices": queries.offices_to_delegate(person.pk),
        "ways": links.neighbours_of(request.actor, Subject("people.absences", person.pk)),
    }
    return render(request, "people/standing/away.html", context)


def _absences(request: Request, person_id: UUID | None) -> list[tuple[queries.AbsenceCard, tuple[links.Link, ...]]]:
    """Each absence with what other rooms have to do because of it."""
    return [
        (card, () if card.is_over else links.neighbours_of(request.actor, Subject("people.absence", card.id)))
        for card in queries.absences(request.actor, person_id)
    ]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def absence(request: Request, person_id: UUID) -> HttpResponse:
    """Say when a person is away, and who of the same office stands in."""
    person = person_concerned(request, person_id)
    label = Text.of(vi="Người làm thay", en="Deputy")
    deputy = of_persons("deputy", label, queries.colleagues(person.pk), required=False, hint=DEPUTY_HINT)
    fields = (SINCE, UNTIL, deputy) if deputy.choices else (SINCE, UNTIL)

    def act(data: dict[str, Any]) -> None:
        declare_absence(
            person_id=person.pk, since=day(data, "since") or today(), until=day(data, "until") or today(),
            deputy_id=chosen(data.get("deputy", "")), by=request.actor, at=datetime.now(UTC),
        )  # fmt: skip

    return _form(request, person, fields, act, delegating=False)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delegation(request: Request, person_id: UUID) -> HttpResponse:
    """Let someone else hold an office for some days."""
    person = person_concerned(request, person_id)
    offices = tuple(Choice(office, title) for office, title in queries.offices_to_delegate(person.pk))
    if not offices:
        raise not_found()
    fields = (
        Field("office", "choice", Text.of(vi="Chức trách", en="Office"), required=True, choices=offices),
        Field("delegate", "text", Text.of(vi="Người làm thay", en="Deputy"), DELEGATE_HINT, required=True, maximum=254),
        SINCE,
        UNTIL,
        SCOPE,
    )

    def act(data: dict[str, Any]) -> None:
        given = Given(
            data["office"], _delegate(data["delegate"]), day(data, "since") or today(), day(data, "until") or today(),
            data.get("scope", ""),
        )  # fmt: skip
        delegate_office(holder_id=person.pk, given=given, by=request.actor, at=datetime.now(UTC))

    return _form(request, person, fields, act, delegating=True, begun={"office": offices[0].value})


@login_required
@require_POST
def end(request: Request, absence_id: UUID) -> HttpResponse:
    """They are back, or don't go after all."""
    end_absence(absence_id=absence_id, by=request.actor, at=datetime.now(UTC))
    messages.success(request, _("Saved."))
    return redirect(_back(request))


@login_required
@require_POST
def revoke(request: Request, delegation_id: UUID) -> HttpResponse:
    """Take an office back, or give it back."""
    revoke_delegation(delegation_id=delegation_id, by=request.actor, at=datetime.now(UTC))
    messages.success(request, _("The delegation has ended. It counts from the next page on."))
    return redirect(_back(request))


def _form(
    request: Request, person: models.Person, fields: tuple[Field, ...], act: Act, *, delegating: bool,
    begun: dict[str, str] | None = None,
) -> HttpResponse:  # fmt: skip
    data = read(fields, request.POST, request.FILES) if request.method == "POST" else dict(begun or {})
    faults = check(fields, data) if request.method == "POST" else ()
    if request.method == "POST" and not faults:
        try:
            act(data)
            messages.success(request, _("Saved. It stands in the record."))
            return redirect("people:away", person.pk)
        except Refusal as refusal:
            if not refusal.faults:
                raise
            faults = refusal.faults
    context = {"person": person, "form": Form(fields, data, faults), "delegating": delegating}
    return render(request, "people/standing/away_form.html", context, status=422 if faults else 200)


def _delegate(address: str) -> UUID:
    found = queries.person_with_address(address.strip())
    if found is None:
        from_form = Text.of(vi="Không có tài khoản nào với địa chỉ này.", en="No account has this address.")
        raise Refusal("no-account", from_form, faults=(Fault("delegate", from_form),))
    return found.id


def _back(request: Request) -> str:
    return way_back(request, reverse("people:away", args=[request.actor.person_id]))
