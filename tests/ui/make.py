"""Fields and posts for the tests of forms."""

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from longbien.kernel.text import Text
from longbien.ui.fields import Choice, Field


def label(words: str) -> Text:
    return Text.of(vi=words, en=words)


def field(name: str, kind: str, **more) -> Field:
    return Field(name, kind, label(name.capitalize()), **more)


def choices(*values: str) -> tuple[Choice, ...]:
    return tuple(Choice(value, label(value.upper())) for value in values)


def every_kind() -> tuple[Field, ...]:
    return (
        field("title", "text", required=True, minimum=3, maximum=40),
        field("story", "longtext"),
        field("devices", "number", minimum=1, maximum=50),
        field("budget", "money", currency="USD", minimum=0, maximum=100_000_00),
        field("start", "date"),
        field("opens", "time"),
        field("place", "choice", choices=choices("river", "market")),
        field("who", "choices", choices=choices("adults", "children")),
        field("insured", "yesno"),
        field("plan", "file", accept=(".pdf", "application/pdf"), max_bytes=1000),
        field(
            "windows", "group", min_rows=1, max_rows=3,
            fields=(field("from", "time", required=True), field("days", "choices", choices=choices("mon", "tue"))),
        ),
        field("areas", "area", choices=choices("bk", "hk")),
    )  # fmt: skip


def post(query: str = "", **values) -> QueryDict:
    made = QueryDict(query, mutable=True)
    for name, value in values.items():
        made.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
    return made


def no_files() -> MultiValueDict:
    return MultiValueDict()
