"""A data set of another catalogue, as it is listed here: in the words of its source, none of its rows."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

LONGEST_TITLE, LONGEST_TEXT, LONGEST_ADDRESS, LONGEST_KEY = 300, 5_000, 2_000, 500
MOST_FILES, MOST_LANGUAGES = 50, 6
Words = Mapping[str, str]


@dataclass(frozen=True)
class Distribution:
    """A file or a service of it: how it is called, its format, where it is taken from."""

    name: str
    form: str
    url: str


@dataclass(frozen=True)
class External:
    """`key` is how the source calls it; texts are by language, "" where none was said. Addresses are http or https."""

    key: str
    title: Words
    about: Words
    publisher: str
    licence: str
    page: str
    modified: str
    distributions: tuple[Distribution, ...]


def external(  # noqa: PLR0913
    key: str, title: Words, *, about: Words | None = None, publisher: str = "", licence: str = "", page: str = "",
    modified: str = "", distributions: Iterable[Distribution] = (),
) -> External:  # fmt: skip
    """With every text and list cut to what is kept. ValueError without a key or a title."""
    kept = _words(title, LONGEST_TITLE)
    name = _line(key, LONGEST_KEY)
    if not name or not kept:
        raise ValueError("a data set needs an identifier and a title")
    return External(
        key=name,
        title=kept,
        about=_words(about or {}, LONGEST_TEXT),
        publisher=_line(publisher, LONGEST_TITLE),
        licence=_line(licence, LONGEST_ADDRESS),
        page=address(page),
        modified=_line(modified, 40),
        distributions=tuple(
            Distribution(_line(one.name, LONGEST_TITLE), _line(one.form, 60), address(one.url))
            for _, one in zip(range(MOST_FILES), distributions, strict=False)
        ),
    )


def address(said: object) -> str:
    """An address that a reader may follow; "" for anything else: `javascript:`, `file:`, what is too long."""
    if not isinstance(said, str) or len(said) > LONGEST_ADDRESS or any(c.isspace() or ord(c) < 32 for c in said):
        return ""
    try:
        parts = urlsplit(said)
        return said if parts.scheme in ("http", "https") and parts.hostname else ""
    except ValueError:
        return ""


def to_data(one: External) -> dict[str, Any]:
    return asdict(one) | {"distributions": [asdict(each) for each in one.distributions]}


def from_data(data: Mapping[str, Any]) -> External:
    return External(**{**data, "distributions": tuple(Distribution(**one) for one in data["distributions"])})


def in_language(words: Words, *languages: str) -> tuple[str, str]:
    """The language and the words in the first of these that there is, else in any."""
    found = next((one for one in (*languages, "") if one in words), next(iter(words), ""))
    return found, words.get(found, "")


def _words(said: Words, most: int) -> dict[str, str]:
    kept = ((_line(language, 12), _text(text, most)) for language, text in list(said.items())[:MOST_LANGUAGES])
    return {language: text for language, text in kept if text}


def _line(said: object, most: int) -> str:
    return " ".join(_text(said, most * 2).split())[:most]


def _text(said: object, most: int) -> str:
    """Text without what no database stores."""
    if said is None or isinstance(said, dict | list):
        return ""
    return str(said).replace("\0", "").encode("utf-8", "ignore").decode()[:most].strip()
