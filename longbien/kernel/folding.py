"""Folding of Vietnamese for search: what a person types without diacritics finds what is written with them."""

import re
import unicodedata

# đ is a letter of its own: no Unicode decomposition reaches it, so it is mapped by hand.
STROKES = str.maketrans("đĐ", "dD")
SPACES = re.compile(r"\s+")


def fold(words: str) -> str:
    """Lower case, without marks, đ as d, single spaces: `"Ngập  Úng ĐÊ"` → `"ngap ung de"`."""
    bare = unicodedata.normalize("NFD", words.translate(STROKES))
    kept = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return SPACES.sub(" ", kept).strip().casefold()


def beginning(word: str) -> str:
    """A pattern for the places where a word begins with `word`, for `re` and for every database; both are folded.

    `lut` begins no word of `pollution`: what stands inside a word is another one.
    """
    return rf"(^|\W|_){re.escape(word)}"


def fits(asked: str, said: str) -> bool:
    """Whether every word that is asked for begins one of what is said; both folded."""
    return all(re.search(beginning(word), said) for word in asked.split())
