"""A cube to try things on: visits of people to districts, month by month, with minutes spent."""

from datetime import date

from longbien.data.rules.agreement.terms import Cube, Dimension, Mask, Measure, Shown, Terms
from longbien.data.rules.contract.contract import read_contract
from tests.data.make import column, contract

MICRO = 1_000_000
DATA = contract(
    column("person", classification="personal"), column("district"), column("day", "date"),
    column("minutes", "integer"), column("share", "number"), column("seen", "timestamp"), column("ok", "boolean"),
    access="restricted",
)  # fmt: skip
CONTRACT = read_contract(DATA, ("vi", "en"))
DISTRICTS = ("Ba Đình", "Hoàn Kiếm", "Tây Hồ")
MONTHS = ("2026-01-01", "2026-02-01")
PLACE = Dimension(Shown("district"), DISTRICTS)
HOME = Dimension(Shown("district"), DISTRICTS, parts=True)
WHEN = Dimension(Shown("day", Mask("month")), MONTHS)
MINUTES = Measure("minutes", 0, 60)


def cube(dimensions=(PLACE, WHEN), measures=(MINUTES,), **more) -> Cube:
    return Cube("person", tuple(dimensions), tuple(measures), **{"most": 2, "epsilon": MICRO, **more})


def terms(made: Cube, rows=()) -> Terms:
    return Terms("trial-set", (), tuple(rows), "to try", date(2030, 1, 1), cube=made)


def visit(person, district="Ba Đình", day=date(2026, 1, 5), minutes=10):
    return {"person": person, "district": district, "day": day, "minutes": minutes}
