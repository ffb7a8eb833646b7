"""What the kinds of entries are called: rooms say so at start-up, beside the place where they post them."""

from longbien.kernel.text import Text

_words: dict[str, Text] = {}


def word(kind: str, words: Text) -> str:
    """Register the words of a kind; the answer is the kind itself: `PAID = word("procedures.fee-paid", …)`."""
    if kind in _words:
        raise RuntimeError(f"two kinds of entries are called {kind}")
    _words[kind] = words
    return kind


def words_of(kind: str) -> Text | None:
    return _words.get(kind)


EXCHANGED = word("ledger.exchange", Text.of(vi="Đổi tiền", en="Currency exchanged"))
