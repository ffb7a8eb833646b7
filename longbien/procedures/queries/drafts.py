"""What a form shows when it is opened: the draft, the answers given before, or what is known already."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from longbien.kernel.actor import Actor
from longbien.people.queries import contacts, organisation
from longbien.procedures.models import Case, Draft
from longbien.procedures.rules.forms import Schema


def draft_of(case: Case, form: str, actor: Actor) -> Draft | None:
    """What this person has written into the form so far."""
    return case.drafts.filter(form=form, person_id=actor.id).first() if actor.id else None


def begun(case: Case, form: str, schema: Schema, actor: Actor, *, shared: bool) -> dict[str, Any]:
    """The content to begin with: one's own draft; with `shared`, else the newest draft of a colleague; else the answers
    accepted last; else what the registers know."""
    drafts = list(case.drafts.filter(form=form).order_by("-saved_at"))
    own = next((draft for draft in drafts if draft.person_id == actor.id), None)
    found = own or (drafts[0] if shared and drafts else None)
    if found is not None:
        return dict(found.data)
    accepted = case.answers.filter(form=form).order_by("-seq").first() if shared else None
    return dict(accepted.data) if accepted else known_already(case, schema, actor)


def known_already(case: Case, schema: Schema, actor: Actor) -> dict[str, Any]:
    """Answers to `x-once` questions, from the registers of the house."""
    asked: Mapping[str, str] = {name: node["x-once"] for name, node in schema["properties"].items() if "x-once" in node}
    if not asked:
        return {}
    owner, person = organisation(case.owner_id), next(iter(contacts([actor.id] if actor.id else [])), None)
    known = {
        "organisation.name": owner.name if owner else None,
        "person.name": person.name if person else None,
        "person.email": person.email if person else None,
    }
    return {name: known[once] for name, once in asked.items() if known[once]}


def drafted_forms(case: Case, actor: Actor) -> frozenset[str]:
    """The forms of the case that this person has begun."""
    return frozenset(case.drafts.filter(person_id=actor.id).values_list("form", flat=True)) if actor.id else frozenset()


def last_saved(case: Case, form: str, actor: Actor) -> datetime | None:
    draft = draft_of(case, form, actor)
    return draft.saved_at if draft else None
