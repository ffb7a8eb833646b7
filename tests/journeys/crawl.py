"""Finds one address of every route by following links, as people in different roles would."""

import re
from collections import Counter, deque
from collections.abc import Iterable

import requests
from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

from tests.journeys.conftest import Server

PEOPLE = (None, "Nhà sáng lập", "Cán bộ cấp phép", "Cán bộ chương trình", "Chuyên gia phản biện 1", "Cán bộ sở ngành",
          "Quản trị viên", "Cán bộ quỹ 1", "Nhà đầu tư")  # fmt: skip
LINK = re.compile(r'href="(/[^"#?]*)')
NO_PAGE = re.compile(
    r"\.(json|geojson|atom)$|^/(api|log|static|demo/sign-in)/|/documents/|/dossier/\d|^/accounts/logout"
)
MOST = 400
OF_A_ROUTE = 3  # addresses that one person opens: what a list leads to is not the same at all of them


def session_of(server: Server, who: str | None) -> requests.Session:
    """A signed-in session of a demonstration person, through the same page that people use."""
    session = requests.Session()
    if who:
        page = session.get(f"{server.base}/demo").text
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        person = re.search(rf'name="person" value="([^"]+)".{{0,400}}?{re.escape(who)}</button>', page, re.S)
        assert token
        assert person, who
        session.post(
            f"{server.base}/demo/become",
            data={"csrfmiddlewaretoken": token[1], "person": person[1], "next": "/"},
            headers={"Referer": f"{server.base}/demo"},
        )
    return session


def route_of(path: str) -> str | None:
    """Whatever language a test before this one left behind: addresses without one are those of the first language."""
    with translation.override(settings.LANGUAGE_CODE):
        try:
            return resolve(path).view_name
        except Resolver404:
            return None


def pages_by_route(server: Server, people: Iterable[str | None] = PEOPLE) -> dict[str, tuple[str, str | None]]:
    """Route → (address, who saw it): the first page of each route that somebody reaches from the home page."""
    found: dict[str, tuple[str, str | None]] = {}
    for who in people:
        session, queue, seen = session_of(server, who), deque(["/", "/search", "/gallery", "/me"]), set[str]()
        opened = Counter[str]()
        while queue and opened.total() < MOST:
            path = queue.popleft()
            if path in seen:
                continue
            seen.add(path)
            route = None if NO_PAGE.search(path) else route_of(path)
            if route is None or opened[route] == OF_A_ROUTE:
                continue
            opened[route] += 1
            reply = session.get(server.base + path)
            assert reply.status_code < 500, f"{who}: {path} → {reply.status_code}"
            if reply.status_code == 200 and "text/html" in reply.headers["Content-Type"] and not reply.history:
                found.setdefault(route, (path, who))
                queue += [link for link in LINK.findall(reply.text) if not link.startswith("/en/")]
    return found
