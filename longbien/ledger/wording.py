"""What entries, units and accounts are called: rooms say so at start-up, beside the place where they post them."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from longbien.kernel.text import Text

Namer = Callable[[Sequence[str]], Mapping[str, Text]]

_words: dict[str, Text] = {}
_units: dict[str, Text] = {}
_namers: dict[str, Namer] = {}


def word(kind: str, words: Text) -> str:
    """Register the words of a kind; the answer is the kind itself: `PAID = word("procedures.fee-paid", …)`."""
    if kind in _words:
        raise RuntimeError(f"two kinds of entries are called {kind}")
    _words[kind] = words
    return kind


def words_of(kind: str) -> Text | None:
    return _words.get(kind)


def unit_word(prefix: str, words: Text) -> None:
    """Register what the units `<prefix>:<of what>` count: `unit_word("HOUR", Text.of(vi="giờ", en="hours"))`."""
    _units[prefix] = words


def unit_words(unit: str) -> tuple[Text, str] | None:
    """What a unit counts, and of what; None for currencies."""
    prefix, _, of = unit.partition(":")
    return (_units[prefix], of) if prefix in _units else None


def account_words(room: str, namer: Namer) -> None:
    """Register who names the accounts `<room>/…`: it gets all codes that a page shows, and names those it knows."""
    _namers[room] = namer


def names_of(codes: Iterable[str]) -> dict[str, Text]:
    """The names of accounts in words, where their room gives some; a few queries for all of them."""
    asked: dict[str, list[str]] = {}
    for code in dict.fromkeys(codes):
        asked.setdefault(code.partition("/")[0], []).append(code)
    found: dict[str, Text] = {}
    for room, some in asked.items():
        if room in _namers:
            found |= _namers[room](some)
    return found


EXCHANGED = word("ledger.exchange", Text.of(vi="Đổi tiền", en="Currency exchanged"))
