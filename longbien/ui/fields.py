"""Form fields as data: what a form asks, without saying how it looks. `ui.forms` reads, checks and renders them."""

from dataclasses import dataclass
from typing import Literal

from longbien.kernel.text import Text

Kind = Literal[
    "text", "longtext", "number", "money", "date", "time", "choice", "choices", "yesno", "file", "group", "area"
]


@dataclass(frozen=True)
class Choice:
    value: str
    label: Text


@dataclass(frozen=True)
class Field:
    """One question. `name` is the key in the data; inside a repeating `group` it is the key of each row.

    `minimum` / `maximum` bound a number's or money's value (minor units) or a text's length; `min_rows` / `max_rows`
    a group. `area` picks designated areas (`choices`, values are area codes) on a map with a list beside it. `language`
    is that of the answer, where it is not the page's.
    """

    name: str
    kind: Kind
    label: Text
    hint: Text | None = None
    required: bool = False
    choices: tuple[Choice, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    unit: Text | None = None
    currency: str = ""
    accept: tuple[str, ...] = ()
    max_bytes: int = 10_000_000
    fields: tuple["Field", ...] = ()
    min_rows: int = 0
    max_rows: int = 20
    language: str = ""
