"""The work list: what waits for an officer, by deadline; the query string says which part of it is shown."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from longbien.kernel.actor import Actor
from longbien.kernel.ids import to_slug
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.people.policy import can
from longbien.procedures.queries import lists
from longbien.procedures.queries.desk.offices import colleagues, offices_in, offices_of
from longbien.procedures.queries.desk.tabs import Tab, tab_of, tabs
from longbien.procedures.queries.desk.worklist import MOST_QUIET, Asked, Page, quiet_count, work_list
from longbien.procedures.queries.versions import all_in_force, published
from longbien.procedures.rules.fees import charges
from longbien.procedures.views.access import signed_in
from longbien.procedures.views.desk.away import named
from longbien.procedures.views.queue import asked_in, is_bare, plainly, query_of
from longbien.procedures.views.shown import desk_rows
from longbien.ui.requests import Request

MOST_TASKS = 30


@require_safe
@signed_in
def work(request: Request) -> HttpResponse:
    """What waits for the reader: tasks given to them, and the cases at the desk of their office."""
    return page(request)


def page(
    request: Request, *, refusal: Refusal | None = None, chosen: list[UUID] | None = None, given_to: UUID | None = None
) -> HttpResponse:
    """The list as the query string asks for it; after a refusal with what was chosen."""
    actor, now, wanted = request.actor, timezone.now(), asked_in(request.GET)
    offices = offices_of(actor)
    every = tabs(actor, wanted, now)
    # Without a word about what to show, one's own cases come first, as long as there are any.
    if is_bare(request.GET) and every["mine"].count:
        wanted = every["mine"].asked
    found = _listed(actor, wanted, every, now)
    everywhere = not _is_narrowed(wanted) and not wanted.after
    context = {
        "asked": wanted,
        "tabs": [(tab, query_of(tab.asked), tab.name == tab_of(wanted)) for tab in every.values()],
        "page": found,
        "rows": desk_rows(found.rows),
        "chosen": {one.pk for one in found.cases} if request.GET.get("choose") else set(chosen or ()),
        "given_to": to_slug(given_to) if given_to else "",
        "is_narrowed": _is_narrowed(wanted),
        "is_first": not wanted.after,
        "most_waiting": MOST_QUIET,
        "waiting": quiet_count(actor, wanted, now) if offices and _is_everything(wanted) else 0,
        "waiting_query": query_of(replace(wanted, turn="applicant", when="", after="")),
        "tasks": _tasks(request) if everywhere else (),
        "notices": list(lists.notices(actor).filter(read_at=None)[:5]) if everywhere else (),
        "may_oversee": can(actor, "oversee", None, type="procedures.desk"),
        "colleagues": named(colleagues(offices)) if offices else (),
        "refusal": refusal,
        "now": now,
        "here": query_of(wanted),
        "start": query_of(plainly(wanted)),
        "next": query_of(replace(wanted, after=found.after)),
        "widely": query_of(replace(wanted, whose="", when="", after="")),
        **_choices(offices),
    }
    return render(request, "procedures/desk/work.html", context, status=refusal.status if refusal else 200)


def _listed(actor: Actor, wanted: Asked, every: Mapping[str, Tab], now: datetime) -> Page:
    """A page of the list, with the count of its tab where that counts the same."""
    tab = every.get(tab_of(wanted))
    if tab is None or tab.count is None or tab.asked != replace(wanted, after=""):
        return work_list(actor, wanted, now)
    found = work_list(actor, wanted, now, count=False)
    return replace(found, count=tab.count) if found.after else found


def _is_everything(asked: Asked) -> bool:
    """Whether the list is one's own or the office's, where what waits for others is told as well; what is searched for,
    or asked for by its state, is listed wherever it lies."""
    return not (asked.turn or asked.when or asked.whose == "free" or True in asked.quiet)


def _is_narrowed(asked: Asked) -> bool:
    """Whether more than a tab was chosen."""
    return any(
        (
            asked.text,
            asked.applicant,
            asked.code,
            asked.state,
            asked.fee,
            asked.turn,
            asked.office,
            asked.when == "soon",
        )
    )


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
    definitions = [one.definition for one in ours]
    return {"services": definitions, "states": states, "charged": any(map(charges, definitions))}
