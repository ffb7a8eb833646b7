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
