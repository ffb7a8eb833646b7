"""Names as people write them, made safe to show, to mail and to file."""

import unicodedata

from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text

# Invisible letters that reorder or hide what stands beside them: no name needs them, and they make one name look
# like another. The joiners U+200C and U+200D are letters in some scripts and stay.
TRICKS = frozenset("\u200b\u200e\u200f\u061c\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean_name(written: str, *, longest: int, field: str = "name") -> str:
    """The name in Unicode NFC with single spaces. Refusal when it is blank, longer than `longest`, or has controls.

    Line ends and tabs count as spaces; NUL and other control characters are refused, bidirectional tricks dropped.
    """
    spaced = "".join(" " if letter.isspace() else letter for letter in written if letter not in TRICKS)
    name = unicodedata.normalize("NFC", " ".join(spaced.split()))
    if not name or not any(letter.isalnum() for letter in name):
        raise _refused(field, Text.of(vi="Hãy nhập tên.", en="Enter a name."))
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn") for letter in name):
        raise _refused(
            field, Text.of(vi="Tên có ký tự không in được.", en="The name has characters that can't be shown.")
        )
    if len(name) > longest:
        raise _refused(
            field, Text.of(vi=f"Tên dài nhất {longest} ký tự.", en=f"A name has at most {longest} characters.")
        )
    return name


def _refused(field: str, what: Text) -> Refusal:
    return Refusal("bad-name", what, faults=(Fault(field, what),))
