"""The queue that an officer works through: the filters of the work list as a query string, carried from page to page
under `list`, so that whoever has done with a case comes back to where they were."""

from dataclasses import replace

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from longbien.procedures.queries.desk.worklist import Asked

LIST = "list"
LONGEST = 1200
EVERYONE = "all"
NAMES = {
    "q": ("text", 200), "applicant": ("applicant", 120), "service": ("code", 80), "state": ("state", 60),
    "when": ("when", 10), "whose": ("whose", 26), "fee": ("fee", 3), "turn": ("turn", 10), "office": ("office", 90),
    "after": ("after", 80),
}  # fmt: skip


def asked_in(query: QueryDict) -> Asked:
    """The filters of a query string, cut to what they may hold."""
    given = {field: query.get(name, "").replace("\0", "")[:longest] for name, (field, longest) in NAMES.items()}
    if given["whose"] == EVERYONE:
        given["whose"] = ""
    return Asked(**given)


def is_bare(query: QueryDict) -> bool:
    """Whether a query string says nothing about what is to be shown."""
    return not any(name in query for name in NAMES)


def query_of(asked: Asked) -> str:
    """The query string of a list; one that holds everything says so, for without a word one's own cases are shown."""
    said = {name: getattr(asked, field) for name, (field, _) in NAMES.items() if getattr(asked, field)}
    return urlencode(said or {"whose": EVERYONE})


def queue_in(request: HttpRequest) -> Asked | None:
    """The queue that the reader came from; None for one who came another way."""
    written = request.POST.get(LIST, request.GET.get(LIST))
    return None if written is None else asked_in(QueryDict(written[:LONGEST]))


def list_url(queue: Asked | None) -> str:
    """The work list as it was filtered."""
    url = reverse("procedures:work")
    return url if queue is None else f"{url}?{query_of(queue)}"


def carried(url: str, queue: Asked | None) -> str:
    """An address that carries the queue along."""
    return url if queue is None else added(url, **{LIST: query_of(queue)})


def added(url: str, **query: str) -> str:
    """An address with more in its query string."""
    path, hash_, place = url.partition("#")
    return f"{path}{'&' if '?' in path else '?'}{urlencode(query)}{hash_}{place}"


def plainly(asked: Asked) -> Asked:
    """The same list from its beginning."""
    return replace(asked, after="")
