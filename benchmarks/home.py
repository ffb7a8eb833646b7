"""Home page against an empty Django view behind the same middleware, in one process, in turns.

Prints requests per CPU-second of both and their ratio (wanted: at least 0.35).
"""

import os
import statistics
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "longbien.site.settings")
os.environ["LONGBIEN_DEVELOPMENT"] = "1"

import django
from django.core.management import call_command

django.setup()

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from longbien.site import urls

ROUNDS, REQUESTS = 9, 150


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


def cpu_seconds(client: Client, url: str) -> float:
    start = time.process_time()
    for _ in range(REQUESTS):
        assert client.get(url).status_code == 200
    return time.process_time() - start


def main() -> None:
    call_command("start", "--demo", "--prepare-only", stdout=open(os.devnull, "w"))
    urls.urlpatterns.append(path("empty-view-of-the-benchmark", empty))
    settings.ALLOWED_HOSTS.append("testserver")
    client = Client()
    pairs = []
    for url in ("/", "/empty-view-of-the-benchmark"):
        cpu_seconds(client, url)
    for _ in range(ROUNDS):
        pairs.append((cpu_seconds(client, "/"), cpu_seconds(client, "/empty-view-of-the-benchmark")))
    home = REQUESTS / statistics.median(pair[0] for pair in pairs)
    peer = REQUESTS / statistics.median(pair[1] for pair in pairs)
    ratio = statistics.median(pair[1] / pair[0] for pair in pairs)
    print(f"home {home:.0f}/CPU-s, empty view {peer:.0f}/CPU-s, ratio {ratio:.2f} (wanted ≥ 0.35)")


if __name__ == "__main__":
    main()
