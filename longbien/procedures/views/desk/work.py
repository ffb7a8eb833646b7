"""The work list: what waits for an officer, by deadline; the query string says which part of it is shown."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from longbien.kernel.ids import from_slug
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.people.policy import can
from longbien.procedures.actions.desk.handing import assign_cases, share_out
from longbien.procedures.queries import lists
from longbien.procedures.queries.desk.offices import colleagues, offices_in, offices_of
from longbien.procedures.queries.desk.tabs import tab_of, tabs
from longbien.procedures.queries.desk.worklist import Asked, work_list
from longbien.procedures.queries.versions import all_in_force, published
from longbien.procedures.views.access import signed_in
from longbien.procedures.views.desk.away import named, warn_if_away
from longbien.procedures.views.queue import asked_in, carried, is_bare, list_url, plainly, query_of, queue_in
from longbien.procedures.views.shown import case_rows
from longbien.ui.requests import Request

MOST_TASKS = 30
NOBODY_CHOSEN = Text.of(vi="Hãy chọn người xử lý.", en="Choose who is to look after them.")


@require_safe
@signed_in
def work(request: Request) -> HttpResponse:
    """What waits for the reader: tasks given to them, and the cases at the desk of their office."""
    return _page(request)


@require_POST
@signed_in
def assign(request: Request) -> HttpResponse:
    """Give the chosen cases to someone, to nobody, or to whoever has the fewest; a refusal keeps what was chosen."""
    chosen, person = _ids(request.POST.getlist("case")), _ids([request.POST.get("person", "")])
    fair = request.POST.get("do") == "fair"
    try:
        if fair:
            _say_shared(request, *share_out(case_ids=chosen, by=request.actor, at=timezone.now()))
        else:
            if not person and request.POST.get("do") != "free":
                raise Refusal("no-person", NOBODY_CHOSEN, faults=(Fault("person", NOBODY_CHOSEN),))
            person_id = person[0] if person and request.POST.get("do") != "free" else None
            n = assign_cases(case_ids=chosen, person_id=person_id, by=request.actor, at=timezone.now())
            _say_given(request, n, person_id)
    except Refusal as refusal:
        if refusal.status != 422:
            raise
        return _page(request, refusal=refusal, chosen=chosen)
    if request.POST.get("back") == "case" and len(chosen) == 1:
        return redirect(carried(reverse("procedures:desk-case", args=chosen), queue_in(request)))
    return redirect(list_url(asked_in(request.GET)))


def _say_given(request: Request, n: int, person_id: UUID | None) -> None:
    if n:
        messages.success(request, ngettext("%(n)s case changed hands.", "%(n)s cases changed hands.", n) % {"n": n})
        warn_if_away(request, person_id)
    elif person_id:
        messages.warning(request, _("Nothing changed: this person looks after these cases already."))
    else:
        messages.warning(request, _("Nothing changed: nobody looks after these cases."))


def _say_shared(request: Request, given: int, left: int) -> None:
    if given:
        words = ngettext("%(n)s case was given out.", "%(n)s cases were given out.", given)
        messages.success(request, words % {"n": given})
    elif not left:
        messages.warning(request, _("Nothing was given out: somebody looks after each of these cases already."))
    if left:
        words = ngettext(
            "For %(n)s case nobody was found in your office who is there and has no ties to the applicant.",
            "For %(n)s cases nobody was found in your office who is there and has no ties to the applicant.",
            left,
        )
        messages.warning(request, words % {"n": left})


def _page(request: Request, *, refusal: Refusal | None = None, chosen: list[UUID] | None = None) -> HttpResponse:
    actor, now, wanted = request.actor, timezone.now(), asked_in(request.GET)
    offices = offices_of(actor)
    every = tabs(actor, wanted, now)
    # Without a word about what to show, one's own cases come first, as long as there are any.
    if is_bare(request.GET) and every["mine"].count:
        wanted = every["mine"].asked
    page = work_list(actor, wanted, now)
    everywhere = not _is_narrowed(wanted) and not wanted.after
    context = {
        "asked": wanted,
        "tabs": [(tab, query_of(tab.asked), tab.name == tab_of(wanted)) for tab in every.values()],
        "page": page,
        "rows": case_rows(page.cases, page.wanting, page.owing),
        "chosen": {one.pk for one in page.cases} if request.GET.get("choose") else set(chosen or ()),
        "person": request.POST.get("person", ""),
        "is_narrowed": _is_narrowed(wanted),
        "is_first": not wanted.after,
        "tasks": _tasks(request) if everywhere else (),
        "notices": list(lists.notices(actor).filter(read_at=None)[:5]) if everywhere else (),
        "may_oversee": can(actor, "oversee", None, type="procedures.desk"),
        "colleagues": named(colleagues(offices)) if offices else (),
        "refusal": refusal,
        "now": now,
        "here": query_of(wanted),
        "start": query_of(plainly(wanted)),
        "next": query_of(replace(wanted, after=page.after)),
        "widely": query_of(replace(wanted, whose="", when="", after="")),
        **_choices(offices),
    }
    return render(request, "procedures/desk/work.html", context, status=refusal.status if refusal else 200)


def _is_narrowed(asked: Asked) -> bool:
    """Whether more than a tab was chosen."""
    return any((asked.text, asked.applicant, asked.code, asked.state, asked.fee, asked.when == "soon"))


def _tasks(request: Request) -> list[tuple[Any, Text]]:
    found = lists.own_tasks(request.actor)[:MOST_TASKS]
    return [(task, published(task.case.version_id).definition.tasks[task.kind].title) for task in found]


def _choices(offices: tuple[str, ...]) -> dict[str, Any]:
    """The services in which these offices have something to do, and the states where they do."""
    ours = [one for one in all_in_force() if offices_in(one.id) & set(offices)] if offices else []
    states: dict[str, Text] = {}
    for version in ours:
        for name, state in version.definition.states.items():
            if not state.final and name != version.definition.initial.name:
                states.setdefault(name, state.title)
    return {"services": [one.definition for one in ours], "states": states}


def _ids(slugs: list[str]) -> list[UUID]:
    """The ids behind slugs; what is none is left out."""
    found = []
    for slug in slugs[:1000]:
        try:
            found.append(from_slug(slug))
        except ValueError:
            continue
    return found
