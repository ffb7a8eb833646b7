"""The register of interests: one's own, an organisation's, and what of it is public."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.people import models, queries
from longbien.people.actions.standing.interests import LONGEST_NOTE, Stated, declare_interest, end_interest
from longbien.people.kinds.ties import INTERESTS
from longbien.people.policy import can
from longbien.people.policy import check as check_policy
from longbien.people.queries.held import today
from longbien.people.views.back import way_back
from longbien.people.views.standing.found import day, person_concerned
from longbien.ui.fields import Choice, Field
from longbien.ui.forms import Form, check, read
from longbien.ui.requests import Request

PER_PAGE = 50
KIND = Field(
    "kind", "choice", Text.of(vi="Quan hệ", en="Tie"), required=True,
    choices=tuple(Choice(code, name) for code, name in INTERESTS.items()),
)  # fmt: skip
FIELDS = (
    Field(
        "organisation", "text", Text.of(vi="Với tổ chức", en="With the organisation"),
        Text.of(vi="Tên như đã đăng ký ở đây.", en="Its name as registered here."), required=True, maximum=200,
    ),
    KIND,
    Field("since", "date", Text.of(vi="Từ ngày", en="Since"), required=True),
    Field(
        "until", "date", Text.of(vi="Đến hết ngày", en="Until and including"),
        Text.of(vi="Bỏ trống nếu còn kéo dài.", en="Leave blank while it lasts."),
    ),
    Field("note", "longtext", Text.of(vi="Ghi chú", en="Note"), maximum=LONGEST_NOTE),
    Field(
        "is_public", "yesno", Text.of(vi="Cho mọi người xem mục này?", en="May everyone see this entry?"),
        Text.of(
            vi="Không chọn thì chỉ bạn và quản trị viên xem được; hệ thống vẫn dựa vào đó để mời bạn đứng ngoài.",
            en="Otherwise only you and the administrators see it; you are recused by it all the same.",
        ),
    ),
)  # fmt: skip
SOURCE = Field(
    "source", "text", Text.of(vi="Nguồn", en="Source"),
    Text.of(vi="Nơi bạn biết điều này: văn bản, báo cáo, trang tin.", en="Where you know this from."),
    required=True, maximum=300,
)  # fmt: skip


@require_safe
def register(request: Request) -> HttpResponse:
    """Every interest in force that the reader may see; for everyone those declared as public."""
    page = Paginator(queries.register_of_interests(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "cards": queries.interest_cards(request.actor, page.object_list)}
    return render(request, "people/standing/register.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def of_person(request: Request, person_id: UUID) -> HttpResponse:
    """A person's interests, and the form to declare one; administrators enter what they know, with its source."""
    person = person_concerned(request, person_id)
    fields = FIELDS if person.pk == request.actor.id else (*FIELDS, SOURCE)
    context = {"person": person, "cards": queries.interests_of(request.actor, person.pk)}
    return _page(request, fields, context, {"person_id": person.pk}, "people:interests-of", person.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def of_organisation(request: Request, organisation_id: UUID) -> HttpResponse:
    """The interests of an organisation in others: declared by its leads, or entered by an administrator."""
    found = get_object_or_404(models.Organisation, pk=organisation_id)
    check_policy(request.actor, "manage", found)
    leads = can(request.actor, "declare", models.Interest(holder=found))
    fields = FIELDS if leads else (*FIELDS, SOURCE)
    cards = queries.interests_of_organisation(request.actor, found.pk)
    context = {"holder": queries.organisation_card(found), "cards": cards}
    return _page(request, fields, context, {"holder_id": found.pk}, "people:organisation-interests", found.pk)


@login_required
@require_POST
def end(request: Request, interest_id: UUID) -> HttpResponse:
    """Today is the last day of a tie."""
    end_interest(interest_id=interest_id, until=today(), by=request.actor, at=datetime.now(UTC))
    messages.success(request, _("The entry ends today; it stays in the register as past."))
    return redirect(way_back(request, reverse("people:interests-of", args=[request.actor.person_id])))


def _page(
    request: Request, fields: tuple[Field, ...], context: dict[str, Any], whose: dict[str, UUID], route: str, key: UUID
) -> HttpResponse:
    if request.method != "POST":
        begun = {"organisation": request.GET.get("organisation", "")[:200]}
        return _shown(request, context, Form(fields, begun))
    data = read(fields, request.POST, request.FILES)
    if faults := check(fields, data):
        return _shown(request, context, Form(fields, data, faults))
    try:
        declare_interest(stated=_stated(data), by=request.actor, at=datetime.now(UTC), **whose)
    except Refusal as refusal:
        if not refusal.faults:
            raise
        return _shown(request, context, Form(fields, data, refusal.faults))
    messages.success(request, _("The entry stands in the register. It counts from the next page on."))
    return redirect(route, key)


def _stated(data: dict[str, Any]) -> Stated:
    return Stated(
        organisation_id=queries.organisation_named(data["organisation"]),
        kind=data["kind"],
        since=day(data, "since") or today(),
        until=day(data, "until"),
        note=data.get("note", ""),
        source=data.get("source", ""),
        is_public=bool(data.get("is_public")),
    )


def _shown(request: Request, context: dict[str, Any], form: Form) -> HttpResponse:
    status = 422 if form.faults else 200
    return render(request, "people/standing/interests.html", {**context, "form": form}, status=status)
