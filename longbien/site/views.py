"""The pages that belong to no room."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static

from longbien.kernel.folding import fold
from longbien.site import home as home_page
from longbien.site.health import vitals
from longbien.ui.requests import Request
from longbien.ui.search import Hit, searches

LONGEST_QUERY = 200


def home(request: Request) -> HttpResponse:
    """What this is, for whom, what to do first."""
    said = {
        "tryout": settings.DEVELOPMENT,
        "stages": home_page.stages(),
        "doors": home_page.doors(),
        "about": home_page.about(),
    }
    return render(request, "site/home.html", {"front": home_page.front(request.actor), **said})


def search(request: Request) -> HttpResponse:
    """Everything the reader may see that fits; each room answers for itself."""
    typed = request.GET.get("q", "")[:LONGEST_QUERY].replace("\0", " ").strip()
    words = fold(typed)
    hits: list[Hit] = [hit for find in searches() for hit in find(request.actor, words)] if words else []
    return render(request, "site/search.html", {"query": typed, "hits": hits})


def health(request: HttpRequest) -> HttpResponse:
    """200 when everything a hub needs is well, else 503; each part with its own word."""
    found = vitals()
    return JsonResponse(found, status=200 if found["well"] else 503, headers={"Cache-Control": "no-store"})


def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /accounts/", "Disallow: /search"]
    lines += [f"Disallow: /{code}{path}" for code in settings.HUB.languages[1:] for path in ("/accounts/", "/search")]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def favicon(request: HttpRequest) -> HttpResponse:
    return redirect(static("ui/img/truss.svg"), permanent=True)
