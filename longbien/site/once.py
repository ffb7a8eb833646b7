"""A form that is sent twice acts once: a double click, a reload, an answer that got lost on its way."""

import fcntl
import hashlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

DRAWN = "csrfmiddlewaretoken"
UNDER_WAY, REMEMBERED = 10, 600  # seconds
LOOK = 0.05
REDIRECT = 302


class OnceMiddleware:
    """Answers a form that was sent before as it was answered then, by the same redirect, and does nothing.

    Every page is drawn with a token of its own. Only what was sent last from the same drawing, word for word and by the
    same person, is the same; what was refused may be sent again, and so may a sign-in, whose answer is a cookie that
    only the first one would get. Holds among the processes of one machine.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        slot, said = getattr(request, "once", ("", ""))
        if slot and response.status_code == REDIRECT and slot == _slot(request):
            cache.set(slot, (said, response["Location"]), REMEMBERED)
        elif slot:
            cache.delete(slot)
        return response

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """After the token was checked: begin, or answer as before."""
        if request.method != "POST" or DRAWN not in request.POST:
            return None
        slot, said = _slot(request), _said(request)
        if not _begun(slot, said) and (before := _answered(slot, said)):
            return HttpResponseRedirect(before)
        request.once = slot, said  # type: ignore[attr-defined]
        return None


def _begun(slot: str, said: str) -> bool:
    """Begin, unless the same words were said last. The cache can't look and set at once, so a file is locked."""
    with (Path(settings.VAR) / "once.lock").open("ab") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)  # let go as the file is closed
        last = cache.get(slot)
        if last and last[0] == said:
            return False
        cache.set(slot, (said, ""), UNDER_WAY)
    return True


def _answered(slot: str, said: str) -> str:
    """Where the same words led, as soon as that is known; "" when they were refused or others came since."""
    until = time.monotonic() + UNDER_WAY
    while (last := cache.get(slot)) == (said, "") and time.monotonic() < until:
        time.sleep(LOOK)
    return str(last[1]) if last and last[0] == said else ""


def _slot(request: HttpRequest) -> str:
    return f"once:{_digest(request.user.pk, request.path, request.POST[DRAWN])}"


def _said(request: HttpRequest) -> str:
    files = [(name, one.name, one.size) for name, many in request.FILES.lists() for one in many]
    return _digest(list(request.POST.lists()), files)


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()
