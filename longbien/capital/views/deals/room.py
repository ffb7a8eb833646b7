"""The data room of a deal: the gate, the documents, the log."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from longbien.capital.actions.deals.enter_room import enter_room, take_document
from longbien.capital.actions.deals.keep_room import add_document, bar_person, remove_document
from longbien.capital.models import Deal
from longbien.capital.queries.deals import rooms
from longbien.capital.queries.deals.pipeline import cards
from longbien.capital.queries.deals.written import confidence
from longbien.capital.rules.deals.stages import OPEN
from longbien.capital.views.deals.asked import DOCUMENT, REASON, attached
from longbien.capital.views.funds.asked import answer, faults_of
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.people.policy import can, check
from longbien.people.queries import person_card
from longbien.ui.forms import Form, read
from longbien.ui.forms import check as check_form
from longbien.ui.requests import Request


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def room(request: Request, deal_id: UUID) -> HttpResponse:
    """The gate first; then what lies there. Whoever keeps the room puts documents in and sees the log."""
    row = _room(request, deal_id)
    if request.method != "POST":
        return _page(request, row, Form((DOCUMENT,)))
    check(request.actor, "keep-room", row)
    data = read((DOCUMENT,), request.POST, request.FILES)
    faults: tuple[Fault, ...] = check_form((DOCUMENT,), data)
    if not faults:
        try:
            add_document(row.pk, attached(data, "document")[0], by=request.actor, at=timezone.now())
            messages.success(request, _("The document lies in the room."))
            return redirect("deals:room", row.pk)
        except Refusal as refusal:
            faults = faults_of(refusal, (DOCUMENT,))
    return _page(request, row, Form((DOCUMENT,), {}, faults))


def _page(request: Request, row: Deal, form: Form) -> HttpResponse:
    standing, keeps = rooms.standing(request.actor, row), can(request.actor, "keep-room", row)
    is_in = standing == "in"
    sees_log = is_in and (keeps or request.actor.member_of(row.company_id) or can(request.actor, "view", row))
    context = {
        "card": cards([row], timezone.now())[0],
        "standing": standing,
        "terms": confidence(),
        "papers": rooms.papers(row) if is_in else (),
        "takes": rooms.takes(row) if sees_log else (),
        "admitted": rooms.admitted(row) if sees_log else (),
        "sees_log": sees_log,
        "keeps": keeps,
        "sees_deal": can(request.actor, "view", row),
        "form": form if keeps and is_in and row.stage in OPEN else None,
    }
    return render(request, "capital/deals/room.html", context, status=422 if form.faults else 200)


def _room(request: Request, deal_id: UUID) -> Deal:
    """Refusal (404) for whoever the room isn't for."""
    row = Deal.objects.select_related("vehicle").filter(pk=deal_id).first()
    if row is None or not can(request.actor, "enter-room", row):
        raise not_found()
    return row


@login_required
@require_POST
def accept(request: Request, deal_id: UUID) -> HttpResponse:
    """Accept the text that the page showed."""
    row = _room(request, deal_id)
    enter_room(row.pk, sha256=request.POST.get("sha256", ""), by=request.actor, at=timezone.now())
    messages.success(request, _("You are in. What you download is recorded."))
    return redirect("deals:room", row.pk)


@login_required
@require_POST
@never_cache
def take(request: Request, deal_id: UUID, paper_id: int) -> HttpResponse:
    """The document as a download, with a watermark where it is a PDF."""
    row = _room(request, deal_id)
    taken = take_document(row.pk, paper_id, by=request.actor, at=timezone.now())
    named = content_disposition_header(as_attachment=True, filename=taken.name)
    return HttpResponse(taken.content, content_type=taken.media_type, headers={"Content-Disposition": named or ""})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: Request, deal_id: UUID, paper_id: int) -> HttpResponse:
    """Take a document out of the room."""
    row = _room(request, deal_id)
    check(request.actor, "keep-room", row)
    paper = next((one for one in rooms.papers(row) if one.id == paper_id and not one.is_removed), None)
    if paper is None:
        raise not_found()

    def send(data: dict[str, Any]) -> HttpResponse:
        remove_document(row.pk, paper_id, reason=data["reason"], by=request.actor, at=timezone.now())
        messages.success(request, _("The document can't be downloaded any more."))
        return redirect("deals:room", row.pk)

    card = cards([row], timezone.now())[0]
    return answer(request, "capital/deals/remove.html", (REASON,), send, card=card, paper=paper)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bar(request: Request, deal_id: UUID, person_id: UUID) -> HttpResponse:
    """Revoke somebody's access."""
    row = _room(request, deal_id)
    check(request.actor, "keep-room", row)
    person = person_card(person_id) if row.entries.filter(person_id=person_id).exists() else None
    if person is None:
        raise not_found()

    def send(data: dict[str, Any]) -> HttpResponse:
        bar_person(row.pk, person_id, reason=data["reason"], by=request.actor, at=timezone.now())
        messages.success(request, _("Access is revoked."))
        return redirect("deals:room", row.pk)

    card = cards([row], timezone.now())[0]
    return answer(request, "capital/deals/bar.html", (REASON,), send, card=card, person=person)
