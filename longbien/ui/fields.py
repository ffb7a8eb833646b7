"""Form fields as data: what a form asks, without saying how it looks. `ui.forms` reads, checks and renders them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from longbien.kernel.text import Text

Kind = Literal[
    "text",
    "longtext",
    "outline",
    "number",
    "money",
    "date",
    "time",
    "choice",
    "choices",
    "yesno",
    "file",
    "group",
    "area",
    "address",
]
Input = Literal["text", "email", "tel", "url"]


@dataclass(frozen=True)
class Choice:
    value: str
    label: Text


@dataclass(frozen=True)
class Ward:
    """A unit of administration in an address; `former` names what the old map called it, where that was written."""

    code: str
    name: str
    former: str = ""


@dataclass(frozen=True)
class Offer:
    """An answer that is known already: the reader says whether it is used. `used` when they have, `other` when they
    want to write another one; `means` tells what it says to use it."""

    value: Any
    source: Text
    as_of: datetime | None = None
    used: bool = False
    other: bool = False
    means: Text | None = None


@dataclass(frozen=True)
class Field:
    """One question. `name` is the key in the data; inside a repeating `group` it is the key of each row.

    `input` and `autocomplete` help a browser to help (WCAG 1.3.5). `known` is offered instead of asking again. An
    `address` is a line and a ward, which `find` looks up among `wards`. `computed` shows a value that nobody writes; a
    `conditional` question hangs on the answers, is not asked in a row that has none yet, and says on its page that it
    stood there (`<name>-shown`).

    `minimum` / `maximum` bound a number's or money's value (minor units) or a text's length; `min_rows` / `max_rows`
    a group. An `outline` is written as coordinates, or drawn on a map where scripts run. `area` picks designated areas
    (`choices`, values are area codes) on a map with a list beside it. `language` is that of the answer, where it is not
    the page's.
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
    input: Input = "text"
    autocomplete: str = ""
    known: Offer | None = None
    wards: tuple[Ward, ...] = ()
    find: Callable[[str], tuple[Ward, ...]] | None = None
    computed: bool = False
    conditional: bool = False
