"""Numbers of Vietnam: tax codes of organisations, citizen ids of persons."""

from datetime import date

from stdnum.exceptions import ValidationError
from stdnum.vn import mst

from longbien.kernel.text import Text

TAX_CODE = Text.of(vi="Mã số thuế", en="Tax code")
CITIZEN_ID = Text.of(vi="Số căn cước", en="Citizen id number")
# Where a birth was registered: a province by its code; from 100 on, the country, for those born abroad.
_PROVINCES = """
    001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040
    042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084
    086 087 089 091 092 093 094 095 096
"""
PROVINCES = frozenset(_PROVINCES.split())
FIRST_CENTURY = 1900


def tax_code(written: str) -> str | None:
    """A tax code of 10 or 13 digits without marks, its check digit right; None otherwise."""
    try:
        return str(mst.validate(written))
    except ValidationError:
        return None


def citizen_id(written: str, today: date) -> str | None:
    """The 12 digits of a citizen id: place, century and sex, year of birth, serial. None when they can't be one.

    The fourth digit is even for men and odd for women, 0 and 1 in the 1900s, 2 and 3 in the 2000s, and so on.
    """
    digits = "".join(written.split()).replace(".", "").replace("-", "")
    if len(digits) != 12 or not (digits.isascii() and digits.isdigit()):
        return None
    place, century, year, serial = digits[:3], int(digits[3]) // 2, int(digits[4:6]), digits[6:]
    known = place in PROVINCES or int(place) >= 100
    born = FIRST_CENTURY + 100 * century + year
    return digits if known and born <= today.year and serial != "000000" else None
