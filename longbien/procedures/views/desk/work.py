"""The work list: what waits for an officer, by deadline; the query string says which part of it is shown."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from longbien.kernel.ids import to_slug
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.people.policy import can
from longbien.procedures.queries import lists
from longbien.procedures.queries.desk.offices import colleagues, offices_in, offices_of
from longbien.procedures.queries.desk.worklist import MOST_QUIET, Asked, quiet_count, work_list
from longbien.procedures.queries.versions import all_in_force, published
from longbien.procedures.views.access import signed_in
from longbien.procedures.views.desk.away import named
from longbien.procedures.views.shown import desk_rows
from longbien.ui.requests import Request

MOST_TASKS = 30
LENGTHS = {
    "q": 200,
    "applicant": 120,
    "service": 80,
    "state": 60,
    "when": 10,
    "whose": 26,
    "fee": 3,
    "turn": 10,
    "office": 90,
    "after": 80,
}


@require_safe
@signed_in
def work(request: Request) -> HttpResponse:
    """What waits for the reader: tasks given to them, and the cases at the desk of their office."""
    return page(request)


def asked(request: Request) -> Asked:
    """The filters of the query string, cut to what they may hold."""
    given = {name: request.GET.get(name, "").replace("\0", "")[:longest] for name, longest in LENGTHS.items()}
    return Asked(
        text=given["q"], applicant=given["applicant"], code=given["service"], state=given["state"],
        when=given["when"], whose=given["whose"], fee=given["fee"], turn=given["turn"],
        office=given["office"], after=given["after"],
    )  # fmt: skip


def page(
    request: Request, *, refusal: Refusal | None = None, chosen: list[UUID] | None = None, given_to: UUID | None = None
) -> HttpResponse:
    """The list as the query string asks for it; after a refusal with what was chosen."""
    actor, now, wanted = request.actor, timezone.now(), asked(request)
    found = work_list(actor, wanted, now)
    offices = offices_of(actor)
    is_filtered = any(replace(wanted, after="").__dict__.values())
    everywhere = not is_filtered and not wanted.after
    context = {
        "asked": wanted,
        "page": found,
        "rows": desk_rows(found.rows),
        "chosen": {one.pk for one in found.cases} if request.GET.get("choose") else set(chosen or ()),
        "is_filtered": is_filtered,
        "most_waiting": MOST_QUIET,
        "waiting": quiet_count(actor, wanted, now) if offices and not wanted.turn else 0,
        "waiting_query": _query(request, turn="applicant", after=""),
        "is_first": not wanted.after,
        "tasks": _tasks(request) if everywhere else (),
        "notices": list(lists.notices(actor).filter(read_at=None)[:5]) if everywhere else (),
        "may_oversee": can(actor, "oversee", None, type="procedures.desk"),
        "colleagues": named(colleagues(offices)) if offices else (),
        "refusal": refusal,
        "given_to": to_slug(given_to) if given_to else "",
        "now": now,
        "query": _query(request),
        "start": _query(request, after=""),
        "next": _query(request, after=found.after),
        "choose": _query(request, choose="all"),
        **_choices(offices),
    }
    return render(request, "procedures/desk/work.html", context, status=refusal.status if refusal else 200)


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


def _query(request: Request, **changed: str) -> str:
    """The query string with some of it changed; going on and choosing begin anew with each filter."""
    query = request.GET.copy()
    for name in ("choose", *changed):
        query.pop(name, None)
    query.update({name: value for name, value in changed.items() if value})
    return query.urlencode()
