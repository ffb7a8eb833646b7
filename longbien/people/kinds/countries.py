"""What a country's numbers look like; a country without a file here takes any number that its registers may give."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from longbien.kernel.text import Text
from longbien.people.kinds import vn

REGISTER_NUMBER = Text.of(vi="Số đăng ký", en="Registration number")
ID_NUMBER = Text.of(vi="Số giấy tờ tuỳ thân", en="Number of the identity card")


@dataclass(frozen=True)
class Numbers:
    """How a country calls and checks the number of an organisation and of a person's identity card.

    The checks answer the number as it is kept, None when it can't be one; `wrong` says what one looks like.
    """

    organisation_name: Text
    organisation: Callable[[str], str | None]
    person_name: Text
    person: Callable[[str, date], str | None]
    wrong: Text


def any_number(written: str) -> str | None:
    """Letters, digits, spaces and . / - ( ), at most 60, with at least one digit or letter; single spaces. As it was
    written: a register prints `HRB 12345 (Amtsgericht München)`."""
    number = " ".join(written.split())
    return number if re.fullmatch(r"(?=.*\w)[\w ./()-]{1,60}", number) else None


def any_id(written: str, today: date) -> str | None:
    """The same in capital letters: only its hash is kept, which must not depend on how it was typed."""
    return any_number(written.upper())


def passport(written: str) -> str | None:
    """ICAO 9303: up to nine letters and digits, of which at least one is a digit."""
    number = "".join(written.upper().split())
    return number if re.fullmatch(r"(?=.*[0-9])[A-Z0-9]{6,9}", number, re.ASCII) else None


WRONG_ANYWHERE = Text.of(
    vi="Hãy viết số như trong sổ đăng ký: chữ, số, dấu cách và . / - ( ), không quá 60 ký tự.",
    en="Write the number as the register prints it: letters, digits, spaces and . / - ( ), at most 60 characters.",
)
WRONG_DIGIT = Text.of(
    vi="Số này không đúng: hãy xem lại từng chữ số, kể cả số kiểm tra ở cuối.",
    en="This number isn't right: look at each digit again, the check digit at the end included.",
)
COUNTRIES = {"VN": Numbers(vn.TAX_CODE, vn.tax_code, vn.CITIZEN_ID, vn.citizen_id, WRONG_DIGIT)}
OTHERS = Numbers(REGISTER_NUMBER, any_number, ID_NUMBER, any_id, WRONG_ANYWHERE)


def numbers(country: str) -> Numbers:
    return COUNTRIES.get(country, OTHERS)
