"""Addresses, headers and bodies that nobody should ever send, to every route and every operation of the API.

Routes come from the resolver, names of query fields from the code that reads them, operations and bodies from
`/api/openapi.json`: a new one is tried without being listed.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from longbien.kernel.actor import Actor
from longbien.kernel.ids import to_slug
from longbien.procedures.actions.open_case import open_case
from longbien.ui.formats import cell
from tests.house.hostile import corpus
from tests.house.hostile.attack import BOUNDARY
from tests.house.hostile.visitor import Visitor, in_address, undone

ASKED = re.compile(r'GET(?:\.get\(|\.getlist\(|\[)"(\w+)"')
PARTS = {
    "bytes": "%ff%fe",
    "NUL": "a%00b",
    "half a letter": "%ed%a0%bd",
    "markup": "%3Cscript%3Ehostile()%3C%2Fscript%3E",
    "up": "..%2f..%2fetc%2fpasswd",
    "percent": "%25s%25(x)s%7B0%7D",
    "long": "a" * 5_000,
    "line ends": "a%0d%0aX:%20y",
    "override": "%E2%80%AE",
    "digits": "9" * 400,
    "foreign digits": "%D9%A3",
    "dots": "....",
    "template": "q%7B%7B191%7Cadd:1146%7D%7Dq",
}
ADMINISTRATOR = "Quản trị viên"


@pytest.fixture(autouse=True)
def _unlimited(settings: Any) -> None:
    settings.WRITES_PER_MINUTE = dict.fromkeys(settings.WRITES_PER_MINUTE, 10**9)
    settings.ACCOUNT_RATE_LIMITS = False


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every route as it is written: `problems/<id26:problem_id>`."""
    for one in resolver.url_patterns:
        written = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one, written)
        elif isinstance(one, URLPattern):
            yield written


def example_of(model: str) -> str:
    return to_slug(apps.get_model(model).objects.latest("pk").pk)


EXAMPLES = {
    "problem": "problems.Problem",
    "case": "procedures.Case",
    "trial": "trials.Trial",
    "task": "procedures.Task",
    "organisation": "people.Organisation",
    "person": "people.Person",
    "venture": "ventures.Venture",
    "contribution": "capital.Contribution",
    "agreement": "capital.Agreement",
    "offer": "capital.Offer",
    "entitlement": "capital.Entitlement",
    "entry": "record.Event",
    "document": "record.Document",
    "key": "trials.Key",
    "vehicle": "capital.Vehicle",
    "commitment": "capital.Commitment",
    "close": "capital.Close",
    "call": "capital.Call",
    "notice": "capital.Notice",
    "investment": "capital.Investment",
    "valuation": "capital.Valuation",
    "proceeds": "capital.Proceeds",
    "distribution": "capital.Distribution",
    "payout": "capital.Payout",
    "order": "capital.Order",
    "solution": "capital.Solution",
    "external": "data.External",
}


def filled(route: str, hole: int | None = None, part: str = "") -> str:
    """The route with things that exist in its variables, but for its `hole`-th, which holds `part`."""
    words = re.split(r"(<[^>]+>|\(\?P<[^)]+\))", route.replace("^", "").replace("\\Z", "").replace("$", ""))
    for n in range(1, len(words), 2):
        name = re.sub(r"\W|_id", "", words[n].rpartition(":")[2])
        words[n] = part if hole is not None and n == 2 * hole + 1 else _example(name, words[n])
    return "/" + "".join(words)


def _example(name: str, written: str) -> str:
    if name in EXAMPLES and apps.get_model(EXAMPLES[name]).objects.exists():
        return example_of(EXAMPLES[name])
    return "1" if "int:" in written else "a"


def administrator(world: dict[str, Actor], faults: list[str]) -> Visitor:
    return Visitor(next(one for name, one in world.items() if name.endswith(ADMINISTRATOR)), faults)


@pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.slow)], ids=["quick", "thorough"])
def test_every_variable_of_every_route_may_hold_anything(world: dict[str, Actor], step: int) -> None:
    """Every `step`-th part, beginning with another one each time; one of them where an id belongs: no view is reached
    by another thing than an id, so what answers is the same for all."""
    faults: list[str] = []
    visitor, tried = administrator(world, faults), 0
    for route in routes(get_resolver()):
        for hole, written in enumerate(re.findall(r"<[^>]+>", route)):
            tried += 1
            most = 1 if written.startswith("<id26:") and step > 1 else None
            for title, part in [*PARTS.items()][tried % step :: step][:most]:
                address = filled(route, hole, part)
                with undone():
                    visitor.get(address, f"{route} with {title}")
                    visitor.post(address, b"", "application/x-www-form-urlencoded", title)
    assert not faults, "\n".join(sorted(set(faults)))
    assert tried > 30


def fields_asked() -> list[str]:
    """The names of query fields that any view reads, and those of allauth and the paginator."""
    code = "\n".join(path.read_text() for path in Path(settings.ROOT, "longbien").rglob("*.py"))
    return sorted({*ASKED.findall(code), "page", "next", "limit", "offset"})


@pytest.mark.parametrize("turns", [3, pytest.param(1_000, marks=pytest.mark.slow)], ids=["quick", "thorough"])
def test_every_query_field_of_every_page_may_hold_anything(world: dict[str, Actor], turns: int) -> None:
    """All fields at once, each with another part; as many turns as there are parts when thorough, else once alone where
    there is no page without them either: nothing reads a field there."""
    faults: list[str] = []
    visitor, names = administrator(world, faults), fields_asked()
    assert len(names) > 8
    parts = [*PARTS.values(), *map(in_address, (corpus.EVERYTHING, corpus.FORMULA, corpus.ADDRESS, corpus.SPLIT))]
    for route in routes(get_resolver()):
        if "logout" in route or route == "health":  # 503 where no worker runs
            continue
        for turn in range(min(turns, len(parts))):
            query = "&".join(f"{name}={parts[(n + 5 * turn) % len(parts)]}" for n, name in enumerate(names))
            with undone():
                status = visitor.get(f"{filled(route)}?{query}", f"{route}, turn {turn}").status
            if status in (404, 405) and turns < len(parts) and visitor.get(filled(route)).status == status:
                break
    assert not faults, "\n".join(sorted(set(faults)))


# ---- the API


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    described = json.loads(Client().get("/api/openapi.json").content)
    for path, verbs in described["paths"].items():
        for verb, operation in verbs.items():
            yield verb, path, resolved(operation, described)


def resolved(node: Any, described: dict[str, Any]) -> Any:
    """A description with its references written out."""
    if isinstance(node, dict) and "$ref" in node:
        *_, group, name = node["$ref"].split("/")
        return resolved(described["components"][group][name], described)
    if isinstance(node, dict):
        return {key: resolved(value, described) for key, value in node.items()}
    return [resolved(one, described) for one in node] if isinstance(node, list) else node


def bodies(schema: dict[str, Any], text: Any) -> Iterator[Any]:
    """The body with each property in turn holding `text`, of every shape that JSON has."""
    for name in schema.get("properties", {}):
        for shape in (text, [text], {"a": text}, {str(text): 1}, {"title": text, "reason": text}):
            yield {name: shape}
    yield from (text, [text], {str(text)[:50]: text})


RAW = {
    "broken UTF-8": b'{"reason": "\xff\xfe"}',
    "half a letter": b'{"reason": "\\ud83d", "data": {"title": "\\ud83d"}}',
    "NUL": b'{"reason": "a\\u0000b", "data": {"title": "a\\u0000b"}}',
    "a bare NUL": b'{"reason": "\0"}',
    "deep": b'{"data":' + b'{"a":' * 10_000 + b"1" + b"}" * 10_001,
    "deep lists": b"[" * 50_000,
    "NaN": b'{"seq": NaN}',
    "infinity": b'{"data": {"title": Infinity}}',
    "many digits": b'{"data": {"team_size": ' + b"9" * 4_000 + b"}}",
    "too many digits": b'{"seq": ' + b"9" * 6_000 + b"}",
    "an exponent": b'{"data": {"team_size": 1e999}}',
    "a number beyond": b'{"seq": 99999999999999999999999}',
    "doubled": b'{"seq": 1, "seq": 2}',
    "an array": b"[]",
    "a word": b"hostile",
    "nothing": b"",
    "UTF-16": '{"seq":1}'.encode("utf-16"),
    "1 MB": json.dumps({"reason": corpus.HUGE, "data": {"title": corpus.HUGE}}).encode(),
}


def test_every_operation_of_the_api_may_be_sent_anything(world: dict[str, Actor]) -> None:
    faults, tried = list[str](), 0
    founder = Visitor(next(one for name, one in world.items() if name.endswith("Nhà sáng lập")), faults)
    [owner] = [one for one in apps.get_model("people.Organisation").objects.all() if founder.actor.member_of(one.pk)]
    licence = settings.HUB.data["journey"]["licence"]
    case = open_case(procedure=licence, owner_id=owner.pk, about=None, by=founder.actor, at=timezone.now())
    for verb, path, operation in operations():
        address = path.replace("{case}", str(case)).replace("{action}", "submit")
        address = re.sub(r"\{(\w+)\}", lambda found: _example(found[1], ""), address)
        asked = [one["name"] for one in operation.get("parameters", []) if one["in"] == "query"]
        sent = dict(RAW)
        schema = next(iter(operation.get("requestBody", {}).get("content", {}).values()), {}).get("schema", {})
        for title, text in {**corpus.TEXTS, "NUL": corpus.NUL, "half": corpus.HALF, "number": 10**30}.items():
            for n, body in enumerate(bodies(schema, text)):
                sent[f"{title} {n}"] = json.dumps(body).encode()
        for part in PARTS.values():
            tried += 1
            check(founder.get(f"{address}?{'&'.join(f'{name}={part}' for name in asked)}").replies[0], faults, address)
        for title, body in sent.items() if verb == "post" else ():
            tried += 1
            for kind in ("application/json", "application/x-www-form-urlencoded"):
                with undone():
                    check(founder.post(address, body, kind, title).replies[0], faults, f"{address} {title}")
    assert not faults, "\n".join(sorted(set(faults)))
    assert tried > 100


def check(reply: HttpResponse, faults: list[str], said: str) -> None:
    """JSON that nobody takes for a page; a refusal is in words."""
    if (
        not reply.headers["Content-Type"].startswith("application/")
        or reply.headers["X-Content-Type-Options"] != "nosniff"
    ):
        faults.append(f"{said} → {reply.headers}")
    if reply.status_code >= 400 and not is_told(reply):
        faults.append(f"{said} → {reply.status_code} {reply.content[:200]!r}")


def is_told(reply: HttpResponse) -> bool:
    """In both languages, as problem details; or as MDS and SensorThings want errors, one language after the other."""
    kind = reply.headers["Content-Type"]
    if "/sta/v1.1" in reply.wsgi_request.path and kind == "application/json":
        told = json.loads(reply.content)
        return told["code"] == reply.status_code and told["type"] == "error" and " · " in told["message"]
    if kind.startswith("application/vnd.mds+json"):
        told = json.loads(reply.content)
        return " · " in told["error_description"] and bool(told["error"] and told["error_details"])
    return kind == "application/problem+json" and json.loads(reply.content)["title"].keys() == {"vi", "en"}


# ---- the rest of a request

STRANGE = {
    "another charset": {"CONTENT_TYPE": "application/x-www-form-urlencoded; charset=utf-99"},
    "UTF-7": {"CONTENT_TYPE": "application/x-www-form-urlencoded; charset=utf-7"},
    "no boundary": {"CONTENT_TYPE": "multipart/form-data"},
    "a broken boundary": {"CONTENT_TYPE": "multipart/form-data; boundary=\xff\0"},
    "a long boundary": {"CONTENT_TYPE": f"multipart/form-data; boundary={'a' * 500}"},
    "a host": {"HTTP_HOST": "hostile.example"},
    "a broken host": {"HTTP_HOST": "\xff<script>"},
    "a language": {"HTTP_ACCEPT_LANGUAGE": "vi;q=\xff,<script>," + "en-" * 3_000},
    "a cookie": {"HTTP_COOKIE": "sessionid=\xff\0<script>; csrftoken=\xff; messages=hostile; django_language=../../x"},
    "messages": {"HTTP_COOKIE": 'messages=["<script>hostile()</script>"]'},
    "a referrer": {"HTTP_REFERER": "javascript:hostile()"},
    "htmx": {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "\xff<script>", "HTTP_HX_CURRENT_URL": "http://[::1"},
    "an etag": {"HTTP_IF_NONE_MATCH": '"\xff", W/"' + "a" * 5_000},
    "a range": {"HTTP_RANGE": "bytes=9999999999999-1,-"},
    "forwarded": {"HTTP_X_FORWARDED_FOR": "<script>, \xff", "HTTP_X_FORWARDED_HOST": "hostile.example"},
    "a key": {"HTTP_AUTHORIZATION": "Bearer \xff\0"},
}
PART = f"--{BOUNDARY}\r\nContent-Disposition: form-data; name="
BODIES = (
    b"",
    b"\0" * 100,
    b"%ff=%ff&\xff\xfe=1&a",
    b"&".join(b"a%d=1" % n for n in range(3_000)),
    b"=&=&=",
    f"{PART}\"a\"; filename*=utf-99''%ff\r\n\r\nx\r\n--{BOUNDARY}--".encode(),
    f"{PART}\r\nContent-Transfer-Encoding: base64\r\n\r\n!\r\n".encode(),
)


def test_a_strange_request_is_refused_in_words(world: dict[str, Actor]) -> None:
    faults, client = list[str](), Client(raise_request_exception=False)
    for title, meta in STRANGE.items():
        for page in ("/", "/search?q=a", "/gallery", "/accounts/login/", "/api/register", "/log/checkpoint"):
            replies = [client.get(page, **meta)]
            kind = meta.get("CONTENT_TYPE", "application/x-www-form-urlencoded")
            rest = {key: value for key, value in meta.items() if key != "CONTENT_TYPE"}
            replies += [client.generic("POST", page, body, content_type=kind, **rest) for body in BODIES]
            faults += [f"{title}: {page} → {reply.status_code}" for reply in replies if reply.status_code >= 500]
            faults += [f"{title}: {page} → bare" for reply in replies if b"<script>hostile" in b"".join(reply)]
    multipart = f"multipart/form-data; boundary={BOUNDARY}"
    for body in BODIES:
        reply = client.generic("POST", "/gallery", body, content_type=multipart)
        faults += [f"multipart → {reply.status_code}"] if reply.status_code >= 500 else []
    assert not faults, "\n".join(sorted(set(faults)))


def test_every_cell_of_every_spreadsheet_is_told_from_a_formula() -> None:
    """Whoever writes rows of CSV passes each cell through `ui.formats.cell`; there is no other kind of spreadsheet."""
    assert [cell(said) for said in ("=1+1", "+1", "-1", "@x", "\tx", "\rx", "x=1", "", -1)] == [
        "'=1+1", "'+1", "'-1", "'@x", "'\tx", "'\rx", "x=1", "", "-1",
    ]  # fmt: skip
    for path in Path(settings.ROOT, "longbien").rglob("*.py"):
        for row in re.findall(r"writerow\((.*)\)", path.read_text()):
            assert row.startswith(("map(cell, ", '["')), f"{path}: {row}"
    assert not any(re.search(r"\.(xlsx|ods)\b", route) for route in routes(get_resolver()))
