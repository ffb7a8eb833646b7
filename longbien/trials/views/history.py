"""What happens to licences, as Atom (RFC 4287) in the reader's language."""

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from longbien.kernel.refusal import not_found
from longbien.trials.queries import TrialCard
from longbien.trials.queries.public.news import news
from longbien.trials.queries.public.register import changes, find_registered
from longbien.trials.queries.timeline import Moment
from longbien.trials.views.feeds import answer, feed
from longbien.ui.language import say
from longbien.ui.requests import Request

NEWEST = 50
Lines = Iterable[tuple[TrialCard, Moment]]


@require_safe
def register(request: Request) -> HttpResponse:
    """The newest of every licence."""
    title = _("Public register of trials: %(hub)s") % {"hub": say(settings.HUB.name)}
    return _atom(request, title, reverse("trials:register"), news(NEWEST))


@require_safe
def licence(request: Request, key: str) -> HttpResponse:
    """All that happened to one licence, newest first."""
    found = find_registered(key, timezone.localdate())
    if found is None:
        raise not_found()
    lines = [(found.card, one) for one in reversed(changes(found.card.id).moments)]
    return _atom(request, f"{found.card.number} {found.card.title}", _page(found.card), lines)


def _page(card: TrialCard) -> str:
    return reverse("trials:registered", args=[card.slug])


def _atom(request: Request, title: str, page: str, lines: Lines) -> HttpResponse:
    made = feed(request, title, page)
    for card, moment in lines:
        made.add_item(
            title=f"{card.number}: {say(moment.what)}",
            link=request.build_absolute_uri(_page(card)),
            description=" · ".join(filter(None, [card.title, say(moment.detail) if moment.detail else ""])),
            unique_id=f"urn:uuid:{moment.entry}",
            updateddate=moment.at,
        )
    return answer(made)
