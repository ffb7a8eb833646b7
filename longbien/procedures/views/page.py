"""The page of a case: where it stands, what happens next and by when, what was filed, what happened."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_found
from longbien.kernel.subject import Subject
from longbien.people.policy import can, check
from longbien.people.queries import organisation
from longbien.procedures.models import Case
from longbien.procedures.naming import following
from longbien.procedures.queries.applicant.promised import promised
from longbien.procedures.queries.cases import case_view
from longbien.procedures.queries.deciding import doers
from longbien.procedures.queries.desk.unheld import lacking_in
from longbien.procedures.queries.drafts import drafted
from longbien.procedures.queries.letters import letters_of
from longbien.procedures.queries.papers import papers
from longbien.procedures.queries.standing import reckoning, roles_in, why_recused
from longbien.procedures.queries.timeline import timeline
from longbien.procedures.queries.versions import Published, published
from longbien.procedures.rules.definition import Definition
from longbien.procedures.rules.expressions import Reckoning
from longbien.procedures.rules.machine import Option, options
from longbien.procedures.views.access import signed_in
from longbien.procedures.views.beside import beside
from longbien.procedures.views.shown import buttons, filed, task_lines, tone_of, unsent
from longbien.record.queries import Document
from longbien.ui.links import Link, neighbours_of, url_for
from longbien.ui.requests import Request


def readable(request: Request, case_id: UUID) -> tuple[Case, Published]:
    """The case and its version, for who may see it. Refusal (404) otherwise."""
    case = Case.objects.select_related("owner", "handler__person").filter(pk=case_id).first()
    if case is None:
        raise not_found()
    check(request.actor, "view", case)
    return case, published(case.version_id)


def is_inside(definition: Definition, roles: frozenset[str]) -> bool:
    """Whether the reader sits in an office of the case."""
    return any(definition.roles[name].kind in ("group", "body") for name in roles if name in definition.roles)


@require_safe
@signed_in
def case(request: Request, case_id: UUID) -> HttpResponse:
    found, version = readable(request, case_id)
    return render(request, "procedures/case.html", case_context(found, version, request.actor))


def case_context(case: Case, version: Published, actor: Actor) -> dict[str, object]:
    definition, now = version.definition, timezone.now()
    roles = roles_in(case, definition, actor)
    inside = is_inside(definition, roles)
    may_read = can(actor, "read-answers", case)
    files = papers(case, version, actor, inside=inside) if may_read else ()
    state = definition.states[case.state]
    about = Subject.parse(case.about) if case.about else None
    written = drafted(case, actor)
    sent = filed(case, version, roles) if may_read else []
    return {
        "case": case_view(case, {}),
        "over": definition.title if case.title else None,
        "owner": organisation(case.owner_id),
        "about": about,
        "neighbours": _led_to(case, about, actor),
        "state": state,
        "following": following(definition, state, to_owner=actor.member_of(case.owner_id)),
        "overdue": case.due is not None and case.due < now and case.closed_at is None,
        "tone": tone_of(definition, state),
        "buttons": buttons(case, options_for(case, version, roles, actor, reckoning(case, version, now))),
        "drafted": written.forms,
        "unsent": unsent(version, written),
        "filed": sent,
        "promised": promised((case,)).get(case.pk) if actor.member_of(case.owner_id) else None,
        "now": now,
        "documents": _besides_letters(case, files),
        "tasks": task_lines(case, version, actor, inside=inside),
        "lacking": lacking_in(case, version) if inside else (),
        "timeline": timeline(case, definition, files, inside=inside),
        "inside": inside,
        **beside(case, version, actor, inside=inside, now=now),
        "recused": why_recused(case, definition, actor),
    }


def _besides_letters(case: Case, files: tuple[Document, ...]) -> list[Document]:
    """Letters stand in a list of their own."""
    letters = {one.document_id for one in letters_of(case)} if files else set()
    return [one for one in files if one.id not in letters]


def options_for(
    case: Case, version: Published, roles: frozenset[str], actor: Actor, rules: Reckoning
) -> tuple[Option, ...]:
    definition = version.definition
    watched = {name for action in definition.actions_from(case.state) for name in action.four_eyes}
    done = doers(case, watched) if watched else {}
    return options(definition, case.state, roles, rules, actor=actor, doers=done)


def _led_to(case: Case, about: Subject | None, actor: Actor) -> list[Link]:
    """What grew out of the case; the thing it is about is named already."""
    named = url_for(about) if about else None
    return [link for link in neighbours_of(actor, case.subject) if link.url != named]
