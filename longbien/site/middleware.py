"""What every request passes: the log of requests, the largest size, how many writes a minute."""

import hashlib
import logging
import re
import time
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.ui import errors

Answer = Callable[[HttpRequest], HttpResponse]
SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
MINUTE = 60
# Clients of CKAN's Action API read by POST as well: what they read is no write.
READS = re.compile(r"/api/(3/)?action/(?!resource_)\w+")

log = logging.getLogger("longbien.requests")


class AccessLogMiddleware:
    """One log line a request: verb, route (never the address typed), status, milliseconds."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        start = time.perf_counter()
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        match = request.resolver_match
        if match is not None or response.status_code >= 500:
            ms = round((time.perf_counter() - start) * 1000, 1)
            route = match.route if match else ""
            log.info(
                "request", extra={"method": request.method, "route": route, "status": response.status_code, "ms": ms}
            )
        return response


class SizeMiddleware:
    """Refuses a request larger than MAX_REQUEST_BYTES before anything of it is read (413)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        declared = request.META.get("CONTENT_LENGTH") or "0"
        if declared.isdigit() and int(declared) > settings.MAX_REQUEST_BYTES:
            return errors.answer(request, Refusal("too-large", errors.TOO_LARGE, status=413))
        return self.get_response(request)


class PrivateMiddleware:
    """What is answered to a session is for it alone: no cache between keeps it, and a browser asks before showing it.

    A view that says otherwise, such as for the log, is left as it is. What can't be the key of a session opens none: no
    database is asked for it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        if key is not None and not (key.isascii() and key.isalnum()):
            del request.COOKIES[settings.SESSION_COOKIE_NAME]
        response = self.get_response(request)
        if key is not None:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class WriteLimitMiddleware:
    """Refuses writes beyond so many a minute from one person, API key or address (429, with Retry-After).

    Counted in fixed minutes in the shared cache. Two processes that count at the very same moment may count once: the
    limit is there against floods, not for billing.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE or READS.fullmatch(request.path):
            return self.get_response(request)
        kind, who = source_of(request)
        minute, second = divmod(int(time.time()), MINUTE)
        key = f"writes:{kind}:{hashlib.sha256(who.encode()).hexdigest()}:{minute}"
        count = cache.get(key, 0) + 1
        cache.set(key, count, 2 * MINUTE)
        if count <= settings.WRITES_PER_MINUTE[kind]:
            return self.get_response(request)
        response = errors.answer(request, too_many(wait := MINUTE - second))
        response["Retry-After"] = str(wait)
        return response


def source_of(request: HttpRequest) -> tuple[str, str]:
    """Who writes: ("person", id), or the client's address, with more room for programs that bring a key to the API."""
    if request.user.is_authenticated:
        return "person", str(request.user.pk)
    # A form takes no key: whoever sends the header along to one gets no more room by it.
    by_key = "Authorization" in request.headers and request.path.startswith("/api/")
    return "key" if by_key else "address", client_address(request)


def client_address(request: HttpRequest) -> str:
    """The client's address: the one that the outermost of our own proxies saw, else the peer's."""
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    if settings.ENV.proxies and len(forwarded) >= settings.ENV.proxies:
        return forwarded[-settings.ENV.proxies].strip()
    return request.META.get("REMOTE_ADDR", "")


def too_many(wait: int) -> Refusal:
    return Refusal(
        "too-many",
        Text.of(
            vi=f"Bạn gửi quá nhanh. Hãy đợi {wait} giây rồi gửi lại; chưa có gì bị mất.",
            en=f"That was too fast. Wait {wait} seconds and send it again; nothing is lost.",
        ),
        status=429,
    )
