"""In which language somebody wrote a few words, where their letters tell it: so that a letter in another language can
quote them and say so."""

import unicodedata
from collections.abc import Callable, Mapping

NAMES: Mapping[str, tuple[str, str]] = {"vi": ("viết bằng tiếng Việt", "written in Vietnamese")}
# Breve, hook above, horn, dot below: beside two marks on one letter, what only Vietnamese writes often.
MARKS = frozenset("\u0306\u0309\u031b\u0323")


def _is_vietnamese(letter: str) -> bool:
    marks = [mark for mark in unicodedata.normalize("NFD", letter) if unicodedata.combining(mark)]
    return letter in "đĐ" or len(marks) > 1 or bool(MARKS.intersection(marks))


TOLD_BY: Mapping[str, Callable[[str], bool]] = {"vi": _is_vietnamese}


def written_in(words: str, languages: tuple[str, ...]) -> str:
    """The language among `languages`; empty where the letters don't tell it, and then nothing is claimed."""
    letters = unicodedata.normalize("NFC", words)
    return next((code for code in languages if code in TOLD_BY and any(map(TOLD_BY[code], letters))), "")


def quoted(words: str, languages: tuple[str, ...]) -> dict[str, object]:
    """`reason_lang`: what a reader's machine should take the words for; `reason_note`: by language of the letter, that
    they are written in another one, else empty."""
    found = written_in(words, languages)
    notes = {code: _note(found, code) if found and found != code else "" for code in languages}
    return {"reason_lang": found or languages[0], "reason_note": notes}


def _note(found: str, language: str) -> str:
    vi, en = NAMES[found]
    return f"({vi if language == 'vi' else en})"
