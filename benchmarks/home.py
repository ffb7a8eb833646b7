"""The home page against an empty Django view behind the same middleware, in one process, in turns.

Requests go through the WSGI application that the server calls, so every signal and middleware is in. Strangers get a
page that each process keeps until the record grows, as in production; `anew` is the page when it has to be made, as for
everyone who is signed in. Prints requests per CPU-second and the ratios (wanted: at least 0.35).
"""

import os
import tempfile
import time
from contextlib import redirect_stdout
from io import BytesIO, StringIO

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "longbien.site.settings")
os.environ.setdefault("LONGBIEN_VAR", tempfile.mkdtemp())
os.environ["LONGBIEN_DEVELOPMENT"] = "1"

import django

django.setup()

from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.urls import path
from measured import peak, ratio, said

from longbien.site import urls
from longbien.site.wsgi import application

ROUNDS, REQUESTS = 11, 150
PAGES = {"kept": ("/", ""), "anew": ("/", "anew=1"), "empty": ("/empty-view-of-the-benchmark", "")}
ASKED = {
    "REQUEST_METHOD": "GET", "SERVER_NAME": "localhost", "SERVER_PORT": "8000", "HTTP_HOST": "localhost:8000",
    "REMOTE_ADDR": "127.0.0.1", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http", "wsgi.input": BytesIO(),
    "HTTP_ACCEPT": "text/html", "HTTP_ACCEPT_LANGUAGE": "vi,en;q=0.5", "HTTP_ACCEPT_ENCODING": "gzip, br",
}  # fmt: skip


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


def answered(where: str, query: str) -> bytes:
    """The body of a page asked for once; it must be there (200)."""
    status: list[str] = []
    given = application(
        {**ASKED, "PATH_INFO": where, "QUERY_STRING": query}, lambda code, headers, *_: status.append(code)
    )
    body = b"".join(given)
    given.close()
    assert status == ["200 OK"], status
    return body


def per_second(where: str, query: str) -> float:
    start = time.process_time()
    for _ in range(REQUESTS):
        answered(where, query)
    return REQUESTS / (time.process_time() - start)


def main() -> None:
    with redirect_stdout(StringIO()):
        call_command("start", "--demo", "--prepare-only")
    urls.urlpatterns.insert(0, path(PAGES["empty"][0].lstrip("/"), empty))  # first, so that it is found at once
    assert all(answered(*PAGES[name]).rstrip().endswith(b"</html>") for name in ("kept", "anew"))
    for page in PAGES.values():
        per_second(*page)
    rates: dict[str, list[float]] = {name: [] for name in PAGES}
    for _ in range(ROUNDS):
        for name, page in PAGES.items():
            rates[name].append(per_second(*page))
    print(f"empty view {said(rates['empty'])}")
    print(f"home page {said(rates['kept'])}, ratio {ratio(rates['kept'], rates['empty'])} (wanted ≥ 0.35)")
    print(f"home page anew {said(rates['anew'])}, ratio {ratio(rates['anew'], rates['empty'])}; {peak()}")


if __name__ == "__main__":
    main()
