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

    The checks answer the number as it is kept, None when it can't be one.
    """

    organisation_name: Text
    organisation: Callable[[str], str | None]
    person_name: Text
    person: Callable[[str, date], str | None]


def any_number(written: str, today: date | None = None) -> str | None:
    """Letters, digits and a few marks, at most 60, with at least one digit or letter; single spaces."""
    number = " ".join(written.upper().split())
    return number if re.fullmatch(r"(?=.*\w)[\w ./-]{1,60}", number) else None


def passport(written: str) -> str | None:
    """ICAO 9303: up to nine letters and digits, of which at least one is a digit."""
    number = "".join(written.upper().split())
    return number if re.fullmatch(r"(?=.*[0-9])[A-Z0-9]{6,9}", number, re.ASCII) else None


COUNTRIES = {"VN": Numbers(vn.TAX_CODE, vn.tax_code, vn.CITIZEN_ID, vn.citizen_id)}
OTHERS = Numbers(REGISTER_NUMBER, any_number, ID_NUMBER, any_number)


def numbers(country: str) -> Numbers:
    return COUNTRIES.get(country, OTHERS)
