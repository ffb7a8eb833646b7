"""The catalogue: every published problem, filtered and searched."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from longbien.problems import queries
from longbien.problems.rules.vocabulary import Vocabulary
from longbien.problems.views.shown import Named, can_state
from longbien.ui.language import reader_language, say
from longbien.ui.requests import Request

PER_PAGE = 20
ASKED = ("group", "sector", "technology", "locality")


def asked(request: Request) -> queries.Filters:
    """The filters in a query string; what is not a code of the hub finds nothing."""
    given = {key: request.GET.get(key, "")[:80] for key in ASKED}
    return queries.Filters(text=request.GET.get("q", "")[:200], **given)


@require_safe
def catalogue(request: Request) -> HttpResponse:
    """The list; HTMX replaces only the results while a reader types."""
    filters, words = asked(request), queries.vocabulary()
    found = Paginator(queries.catalogue(request.actor, filters), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "choices": _choices(filters, words),
        "found": found,
        "cards": [Named(card, words) for card in queries.cards(found.object_list)],
        "is_filtered": any((filters.group, filters.sector, filters.technology, filters.locality)),
        "loop": [settings.HUB.text(step["text"]) for step in settings.HUB.data.get("problem_loop", ())],
        "can_state": can_state(request.actor),
    }
    part = "#results" if request.headers.get("HX-Target") == "results" else ""
    return render(request, f"problems/catalogue.html{part}", context)


@require_safe
def feed(request: Request) -> HttpResponse:
    """The newest problems as Atom (RFC 4287), in the reader's language."""
    atom = Atom1Feed(
        title=_("Problems of the city: %(hub)s") % {"hub": say(settings.HUB.name)},
        link=request.build_absolute_uri(reverse("problems:catalogue")),
        description=_("What the city asks to have solved."),
        language=reader_language(),
        feed_url=request.build_absolute_uri(),
    )
    for shown in queries.feed(request.actor):
        url = request.build_absolute_uri(queries.url(shown.card.id))
        atom.add_item(
            title=say(shown.card.title),
            link=url,
            description=say(shown.card.summary),
            unique_id=f"urn:uuid:{shown.card.id}",
            updateddate=shown.updated_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _choices(filters: queries.Filters, words: Vocabulary) -> list[dict[str, Any]]:
    """The lists to filter by; one without entries isn't shown."""
    return [
        {"name": "group", "label": _("Group"), "names": words.groups, "chosen": filters.group},
        {"name": "sector", "label": _("Sector"), "names": words.sectors, "chosen": filters.sector},
        {"name": "technology", "label": _("Technology"), "names": words.technologies, "chosen": filters.technology},
        {"name": "locality", "label": _("Locality"), "names": words.localities, "chosen": filters.locality},
    ]
