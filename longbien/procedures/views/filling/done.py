"""After an action: an officer goes on with the queue they came from, an applicant to the receipt."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from longbien.people.policy import can
from longbien.procedures.actions.desk.keep_typed import keep_typed
from longbien.procedures.models import Case
from longbien.procedures.queries.drafts import typed_at_desk
from longbien.procedures.views.beside import FIRST_SENT
from longbien.procedures.views.filling.wanted import Wanted
from longbien.procedures.views.keeping import done_with
from longbien.procedures.views.queue import carried, list_url
from longbien.ui.language import say
from longbien.ui.requests import Request


def done(request: Request, want: Wanted, seq: int, upcoming: UUID | None) -> HttpResponse:
    """`seq`: the move that was made, `upcoming`: the next case of the queue."""
    case, words = want.case, _said(request, want, seq)
    at_desk = can(request.actor, "note", case)
    if at_desk and typed_at_desk(case, request.actor):
        keep_typed(case_id=case.pk, texts=done_with(want.action.name), by=request.actor, at=timezone.now())
    if want.queue is not None:
        messages.success(request, format_html("{} · {}{}", words, _link(want, case), _onward(want, upcoming)))
        return redirect(list_url(want.queue))
    if want.action.form and at_desk:
        receipt = reverse("procedures:receipt", args=[case.pk, seq])
        messages.success(request, format_html('{} · <a href="{}">{}</a>', words, receipt, _("Receipt")))
        return redirect("procedures:desk-case", case.pk)
    messages.success(request, words)
    if want.action.form:
        return redirect("procedures:receipt", case.pk, seq)
    return redirect("procedures:case", case.pk)


def _said(request: Request, want: Wanted, seq: int) -> str:
    if not want.action.form or not request.actor.member_of(want.case.owner_id):
        return _("Done: %(action)s") % {"action": say(want.action.title)}
    words = (
        _("Case %(number)s is submitted.")
        if seq == FIRST_SENT
        else _("What you added to case %(number)s is submitted.")
    )
    return words % {"number": want.case.number}


def _link(want: Wanted, case: Case) -> SafeString:
    return format_html('<a href="{}">{}</a>', want.case_url, case.number)


def _onward(want: Wanted, upcoming: UUID | None) -> SafeString:
    found = Case.objects.filter(pk=upcoming).first() if upcoming else None
    if found is None:
        return SafeString("")
    url = carried(reverse("procedures:desk-case", args=[found.pk]), want.queue)
    return format_html(' · {}: <a href="{}">{} {}</a>', _("Next case"), url, found.number, found.title)
