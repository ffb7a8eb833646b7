"""The pages that belong to no room."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.vary import vary_on_cookie

from longbien.kernel.folding import fold
from longbien.record.queries import mark
from longbien.site.health import vitals
from longbien.site.queries import home as home_page
from longbien.ui.language import reader_language
from longbien.ui.requests import Request
from longbien.ui.search import find

LONGEST_QUERY = 200
PER_PAGE = 30


@vary_on_cookie
def home(request: Request) -> HttpResponse:
    """What this is, for whom, what to do first. Strangers get the same page until the record grows."""
    if request.GET or request.COOKIES.keys() & {settings.SESSION_COOKIE_NAME, "messages"}:
        return HttpResponse(_home(request))
    language, state = reader_language(), mark()
    known, page = _kept.get(language, ("", ""))
    if known != state:
        page = _home(request)
        _kept[language] = (state, page)
    return HttpResponse(page)


_kept: dict[str, tuple[str, str]] = {}  # per process: language → (mark of the record, page)


def _home(request: Request) -> str:
    said = {
        "front": home_page.front(request.actor),
        "stages": home_page.stages(),
        "doors": home_page.doors(),
        "about": home_page.about(),
        "tryout": settings.DEVELOPMENT,
    }
    return render_to_string("site/home.html", said, request)


def search(request: Request) -> HttpResponse:
    """Everything the reader may see that fits, or comes near; each room answers for itself."""
    typed = request.GET.get("q", "")[:LONGEST_QUERY].replace("\0", " ").strip()
    found = find(request.actor, fold(typed))
    page = Paginator(found.hits, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "site/search.html", {"query": typed, "found": found, "page": page})


def health(request: HttpRequest) -> HttpResponse:
    """200 when everything a hub needs is well, else 503; each part with its own word."""
    found = vitals(timezone.now())
    return JsonResponse(found, status=200 if found["well"] else 503, headers={"Cache-Control": "no-store"})


def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /accounts/", "Disallow: /search"]
    lines += [f"Disallow: /{code}{path}" for code in settings.HUB.languages[1:] for path in ("/accounts/", "/search")]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def favicon(request: HttpRequest) -> HttpResponse:
    return redirect(static("ui/img/truss.svg"), permanent=True)
