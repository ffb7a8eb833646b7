"""Do something to a case: fill in a form, see it once more, send it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from longbien.procedures.actions.assign_tasks import assign_tasks
from longbien.procedures.actions.letters.make_again import make_again
from longbien.procedures.models import Letter
from longbien.procedures.views.access import signed_in
from longbien.procedures.views.filling import pages, sending
from longbien.procedures.views.filling.wanted import refuse_unless_possible, sent_already, wanted
from longbien.procedures.views.queue import list_url, queue_in
from longbien.procedures.views.typed import Sheet, take
from longbien.ui.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def fill(request: Request, case_id: UUID, action: str) -> HttpResponse:
    """The form of an action, or the list of its pages when it is long; `?whole=1` shows a long one on one page too.

    Every POST keeps what was typed: saved by hand, by itself, or on the way to send.
    """
    want = wanted(request, case_id, action)
    if request.method != "POST" and (receipt := sent_already(request, want)):
        return redirect(receipt)
    refuse_unless_possible(request, want)
    if not want.action.form:
        return redirect(want.send_url)
    if request.method != "POST" and want.is_long and "whole" not in request.GET:
        return pages.overview(request, want)
    sheet = Sheet.of(want.case, want.version, want.action.form, request.actor)
    if request.method != "POST":
        return pages.show(request, want, sheet, sheet.show())
    return pages.unfinished(request, want, take(request, want.version, sheet)) or redirect(want.send_url)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def send(request: Request, case_id: UUID, action: str) -> HttpResponse:
    """The last look: what will be sent, the reason where one is asked, and the button that does it."""
    want = wanted(request, case_id, action)
    if receipt := sent_already(request, want):
        return redirect(receipt)
    return sending.send(request, want) if request.method == "POST" else sending.look(request, want)


@require_POST
@signed_in
def letter_again(request: Request, letter_id: UUID) -> HttpResponse:
    """Have a stuck letter made again."""
    version = make_again(letter_id=letter_id, by=request.actor, at=timezone.now())
    words = _("The letter is being made again with the template of version %(n)s.")
    messages.success(request, words % {"n": version})
    return redirect("procedures:case", Letter.objects.values_list("case_id", flat=True).get(pk=letter_id))


@require_POST
@signed_in
def assign(request: Request, case_id: UUID) -> HttpResponse:
    """Ask again for the tasks that are wanting."""
    given = assign_tasks(case_id=case_id, by=request.actor, at=timezone.now())
    if given:
        messages.success(request, _("Asked: %(count)s") % {"count": given})
    else:
        messages.warning(request, _("Nobody else without a conflict of interest was found."))
    if request.POST.get("back") == "work":
        return redirect(list_url(queue_in(request)))
    return redirect("procedures:case", case_id)
