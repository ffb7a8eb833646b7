"""A steward makes a key that delivers rows from a program; it is shown this once."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from longbien.data.actions.sets.make_key import make_key
from longbien.data.views.sets.descriptors import needed
from longbien.ui.requests import Request


@require_POST
@never_cache
def key(request: Request, code: str) -> HttpResponse:
    made = make_key(code, by=request.actor, at=timezone.now())
    context = {"made": made, "card": needed(code), "site": request.build_absolute_uri("/").rstrip("/")}
    return render(request, "data/key.html", context)
