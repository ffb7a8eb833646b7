"""Write one service: its texts, and beside them what is wrong, the drawing, and how the samples go."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.policy import can, check
from longbien.people.queries import person_card
from longbien.procedures.actions.authoring.drafting import save_revision
from longbien.procedures.models import ServiceDraft
from longbien.procedures.naming import role_title
from longbien.procedures.queries.authoring.drafts import authors, reviewed, texts_of, title_in
from longbien.procedures.queries.authoring.report import runs
from longbien.procedures.queries.desk.unheld import unheld
from longbien.procedures.rules.authoring.drawing import draw, legend
from longbien.procedures.rules.authoring.review import Review
from longbien.procedures.rules.authoring.texts import Texts, is_letter, too_much
from longbien.procedures.rules.definition import Definition
from longbien.procedures.views.access import signed_in
from longbien.procedures.views.authoring.typed import seen, typed
from longbien.ui.language import reader_language
from longbien.ui.requests import Request

DIAGRAM = Text.of(vi="Sơ đồ các bước", en="Diagram of the steps")
SHOWN = 50  # faults on the page


@dataclass(frozen=True)
class Leg:
    """A line of the table beside the drawing."""

    number: int
    action: Text
    sources: tuple[Text, ...]
    target: Text
    who: tuple[Text, ...]


@dataclass(frozen=True)
class Asked:
    """A file beside the procedure on its page, a form or a letter's template; without a name it is to be added."""

    name: str
    source: str
    letter: bool


def drawing(definition: Definition, marks: dict[str, str] | None = None) -> dict[str, object]:
    """The drawing and its table, for templates."""
    return {"svg": _safe(draw(definition, reader_language(), DIAGRAM, marks)), "legs": legs(definition)}


def _safe(svg: str) -> SafeString:
    # Our own markup; every word of the clerk's in it is escaped (`rules.authoring.drawing`).
    return mark_safe(svg)  # noqa: S308


def legs(definition: Definition) -> tuple[Leg, ...]:
    return tuple(
        Leg(
            row.number,
            row.action.title,
            tuple(state.title for state in row.sources),
            row.target.title,
            tuple(dict.fromkeys(role_title(definition, name) for name in row.action.by)),
        )
        for row in legend(definition)
    )


def readable(request: Request, draft_id: UUID) -> ServiceDraft:
    """The draft, for who may see it. Refusal (404) otherwise."""
    draft = ServiceDraft.objects.select_related("version").filter(pk=draft_id).first()
    if draft is None:
        raise not_found()
    check(request.actor, "view", draft)
    return draft


def checked(found: Review) -> dict[str, object]:
    """What stands beside the texts."""
    return {
        "review": found,
        "faults": found.faults[:SHOWN],
        "more": max(0, len(found.faults) - SHOWN),
        "went_well": sum(one.went_well for one in found.tried),
        **(drawing(found.edition.definition) if found.edition else {}),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: Request, draft_id: UUID) -> HttpResponse:
    """The texts. Every save is kept as a revision, right or wrong; what is wrong with it stands beside."""
    draft = readable(request, draft_id)
    if request.method != "POST":
        return shown(request, draft, texts_of(draft))
    texts = typed(request)
    try:
        seq = save_revision(draft_id=draft.pk, texts=texts, seen=seen(request), by=request.actor, at=timezone.now())
    except Refusal as refusal:
        if refusal.status not in (409, 422):
            raise
        return shown(request, draft, texts, refusal)
    messages.success(request, _("Saved as revision %(seq)s.") % {"seq": seq})
    return redirect("procedures:draft", draft.pk)


def kept(request: Request, draft: ServiceDraft, refusal: Refusal) -> HttpResponse:
    """The page of a draft that was refused a step, with what stands against it. Any other refusal is raised again."""
    if refusal.status not in (409, 422):
        raise refusal
    return shown(request, draft, texts_of(draft), refusal)


def shown(request: Request, draft: ServiceDraft, texts: Texts, refusal: Refusal | None = None) -> HttpResponse:
    """The page with these texts; a refusal keeps what was typed."""
    found = reviewed(texts, draft.code) if not too_much(texts) else Review(None, None, ())
    writing = draft.status == ServiceDraft.Status.WRITING and can(request.actor, "edit", draft)
    context = {
        "draft": draft,
        "title": title_in(texts.procedure),
        "run": runs().filter(version=draft.version_id).first() if draft.version_id else None,
        "texts": texts,
        "forms": _forms(texts, found) if writing else [Asked(*one, is_letter(one[0])) for one in texts.forms.items()],
        "refusal": refusal,
        "writing": writing,
        "may_approve": can(request.actor, "approve", draft),
        "may_return": can(request.actor, "return", draft),
        "is_author": request.actor.id in authors(draft),
        "unheld": unheld(found.edition.definition) if found.edition else (),
        "begun_by": person_card(draft.begun_by_id),
        **checked(found),
    }
    return render(request, "procedures/authoring/edit.html", context, status=refusal.status if refusal else 200)


def _forms(texts: Texts, found: Review) -> list[Asked]:
    """The forms and letters, those that the procedure names and that are not there yet, and a row for one more each."""
    data = found.bundle.procedure.data if found.bundle else {}
    wanted = [str(file) for kind in ("forms", "letters") for file in _named(data, kind)]
    files = {**texts.forms, **{name: "" for name in wanted if name not in texts.forms}}
    asked = [Asked(name, text, is_letter(name)) for name, text in files.items()]
    return [*asked, Asked("", "", letter=False), Asked("", "", letter=True)]


def _named(data: Any, kind: str) -> list[Any]:
    named = data.get(kind) if isinstance(data, dict) else None
    return list(named.values()) if isinstance(named, dict) else []


@require_POST
@signed_in
def check_typed(request: Request, draft_id: UUID) -> HttpResponse:
    """What is wrong with what is being typed, without saving it: for pages that ask while someone writes."""
    draft, texts = readable(request, draft_id), typed(request)
    if faults := too_much(texts):
        return render(request, "procedures/authoring/_checked.html", {"draft": draft, "refused": faults})
    context = {"draft": draft, **checked(reviewed(texts, draft.code))}
    return render(request, "procedures/authoring/_checked.html", context)
