"""The order of a Vietnamese list of names, equal to ICU's `vi` (CLDR, common/collation/vi.xml).

Letters come first: ă and â after a, đ after d, ê after e, ô and ơ after o, ư after u. Between names of the same letters
the tones decide, from the left: none, huyền, hỏi, ngã, sắc, nặng. Last comes the case, small before capital. Marks of
other languages count as tones after these; letters of other scripts follow Latin ones by their code point.
"""

import unicodedata
from collections.abc import Iterator

LETTERS = " _-–—,;:!?….'‘’\"“”()[]{}@*/\\&#%`^+<=>|~$0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
MARKS = "\u0300\u0309\u0303\u0301\u0323\u0306\u0302\u030c\u030a\u0308\u030b\u0307\u0328\u0327\u0304"
SHAPED = {"a\u0306": "ă", "a\u0302": "â", "e\u0302": "ê", "o\u0302": "ô", "o\u031b": "ơ", "u\u031b": "ư"}

END, FIRST = 1, 2
PLACES = {letter: FIRST + n for n, letter in enumerate(LETTERS)}
TONES = {mark: FIRST + 1 + n for n, mark in enumerate(MARKS)}
PLAIN, LAST = FIRST, 0xFE


def sort_key(name: str) -> bytes:
    """Bytes whose order is the order of the names. Three levels, each ended by a byte below all of its weights."""
    letters, tones, cases = bytearray(), bytearray(), bytearray()
    for written, marks in _clusters(name):
        base, left = _letter(written.lower(), marks)
        letters += _place(base)
        tones += bytes([PLAIN, *(TONES.get(mark, LAST) for mark in left)])
        cases.append(FIRST + (written != written.lower()))
    return bytes([*letters, END, *tones, END, *cases])


def _clusters(name: str) -> Iterator[tuple[str, str]]:
    """Each letter with its combining marks."""
    letter, marks = "", ""
    for one in unicodedata.normalize("NFD", name):
        if letter and unicodedata.combining(one):
            marks += one
        else:
            if letter:
                yield letter, marks
            letter, marks = one, ""
    if letter:
        yield letter, marks


def _letter(base: str, marks: str) -> tuple[str, str]:
    """The letter of the alphabet that base and marks make, and the marks that are left: `e, ̣̂` → `ê, ̣`."""
    for mark in marks:
        if shaped := SHAPED.get(base + mark):
            return shaped, marks.replace(mark, "", 1)
    return base, marks


def _place(letter: str) -> bytes:
    place = PLACES.get(letter)
    return bytes([place]) if place is not None else b"".join(bytes([LAST]) + ord(one).to_bytes(3) for one in letter)
