"""The record for people: its newest entries, and each entry as anyone may read it."""

import json
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from longbien.kernel.actor import SYSTEM_ID
from longbien.kernel.event import words_of
from longbien.kernel.ids import from_slug
from longbien.kernel.refusal import not_found
from longbien.record import keys, queries, registry
from longbien.record.field_words import FIELD_WORDS
from longbien.ui.language import say
from longbien.ui.links import neighbours_of, url_for
from longbien.ui.requests import Request

PER_PAGE = 50


@dataclass(frozen=True)
class Shown:
    """An entry with the words a reader sees. Names of things stay away: their own pages ask who may read them."""

    entry: queries.Entry
    by: str

    @property
    def what(self) -> object:
        return words_of(self.entry.type) or self.entry.kind

    @property
    def subject_url(self) -> str | None:
        return url_for(self.entry.subject)


@require_safe
def record(request: Request) -> HttpResponse:
    """The newest entries and the signed head. `before` is the last entry of the page before."""
    before = _before(request)
    found = queries.entries_before(before, limit=PER_PAGE) if before else queries.entries(limit=PER_PAGE)
    context = {
        "shown": [Shown(entry, _by(request, entry)) for entry in found],
        "head": queries.head(),
        "stamp": queries.newest_stamp(),
        "key": keys.verifier(),
        "before": before,
        "older": found[-1].id if len(found) == PER_PAGE else None,
    }
    return render(request, "record/record.html", context)


@require_safe
def entry(request: Request, entry_id: UUID) -> HttpResponse:
    """One entry: what happened, what it says openly, what it hides, where it stands in the log."""
    found = queries.entry(entry_id)
    if found is None:
        raise not_found()
    head = queries.head()
    opened = queries.openings(entry_id)
    context = {
        "shown": Shown(found, _by(request, found)),
        "neighbours": neighbours_of(request.actor, found.subject),
        "fields": [(_called(name), _plain(value)) for name, value in found.open.items() if value not in (None, "", [])],
        "sealed": [(_called(name), name in opened) for name in sorted(found.sealed)],
        "head": head,
        "is_proven": head is not None and found.index is not None and found.index < head.checkpoint.size,
        "number": None if found.index is None else found.index + 1,
    }
    return render(request, "record/entry.html", context)


def _by(request: Request, entry: queries.Entry) -> str:
    if entry.actor_id is None:
        return _("someone who was not signed in")
    if entry.actor_id == SYSTEM_ID:
        return _("the system")
    if entry.actor_id == request.actor.id:
        return _("you")
    return registry.name_for(request.actor, entry.actor_id) or str(entry.actor_id)


def _called(name: str) -> str:
    """A field by its words."""
    words = FIELD_WORDS.get(name)
    return say(words) if words else name


def _plain(value: object) -> str:
    """An open field as people read it: words bare, yes and no, a list with commas, everything else as JSON."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _before(request: Request) -> UUID | None:
    try:
        return from_slug(request.GET.get("before", ""))
    except ValueError:
        return None
