"""Finds one address of every route by following links, as people in different roles would."""

import re
from collections.abc import Iterable

import requests
from django.urls import Resolver404, resolve

from tests.journeys.conftest import Server

PEOPLE = (None, "Nhà sáng lập", "Cán bộ cấp phép", "Cán bộ chương trình", "Chuyên gia phản biện 1", "Cán bộ sở ngành",
          "Quản trị viên", "Cán bộ quỹ 1", "Nhà đầu tư")  # fmt: skip
LINK = re.compile(r'href="(/[^"#?]*)')
NO_PAGE = re.compile(
    r"\.(json|geojson|atom)$|^/(api|log|static|demo/sign-in)/|/documents/|/dossier/\d|^/accounts/logout"
)
MOST = 400


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
    try:
        return resolve(path).view_name
    except Resolver404:
        return None


def pages_by_route(server: Server, people: Iterable[str | None] = PEOPLE) -> dict[str, tuple[str, str | None]]:
    """Route → (address, who saw it): the first page of each route that somebody reaches from the home page."""
    found: dict[str, tuple[str, str | None]] = {}
    for who in people:
        session, queue, seen = session_of(server, who), ["/", "/search", "/gallery", "/me"], set[str]()
        while queue and len(seen) < MOST:
            path = queue.pop(0)
            route = route_of(path)
            if path in seen or NO_PAGE.search(path) or route is None or sum(route == route_of(p) for p in seen) > 5:
                continue
            seen.add(path)
            reply = session.get(server.base + path)
            assert reply.status_code < 500, f"{who}: {path} → {reply.status_code}"
            if reply.status_code == 200 and "text/html" in reply.headers["Content-Type"] and not reply.history:
                found.setdefault(route, (path, who))
                queue += [link for link in LINK.findall(reply.text) if not link.startswith("/en/")]
    return found
