"""A plain reader of terms, written apart from what they compile to; and rows to try both on."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from math import floor, isfinite, isnan

from hypothesis import strategies as st

from longbien.data.rules.agreement.terms import Condition, Mask, Shown, Terms
from longbien.data.rules.contract.contract import read_contract
from tests.data.make import column, contract

CONTRACT = read_contract(
    contract(
        column("name", classification="personal"), column("size", "integer"), column("share", "number"),
        column("born", "date"), column("seen", "timestamp"), column("ok", "boolean"),
        column("illness", classification="sensitive"),
    ),
    ("vi", "en"),
)  # fmt: skip
UNTIL, TODAY, KEY = date(2027, 1, 1), date(2026, 11, 1), "k" * 64
DAWN, EPOCH = datetime(2026, 3, 5, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC)
LEAST, MOST = -(2**63), 2**63 - 1
NAMES = (Shown("name"),)

WORDS = ["", "ẹ", "e\u0323\u0302", "Nguyễn", "Nguye\u0302\u0303n", "a'b", 'a"b', "a\\b", "\\", "\\n", "a\nb\tc", "🌉🌉",
         "%_", "NULL", "--", "`", "${x}", "\u200b", "ＡＢ", "\x1a", "1"]  # fmt: skip
TEXTS = st.sampled_from(WORDS) | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
WHOLE = st.sampled_from([LEAST, LEAST + 1, LEAST + 7, -(2**53) - 1, -11, -10, -1, 0, 9, 2**53 + 1, MOST]) | st.integers(
    LEAST, MOST
)
NUMBERS = st.sampled_from(
    [float("nan"), float("inf"), float("-inf"), -0.0, 0.1 + 0.2, 1e300, -1e-300, 2.0**53]
) | st.floats(allow_subnormal=False)
DAYS = st.sampled_from([date.min, date(1582, 10, 15), date(1899, 12, 31), date(2300, 1, 1), date.max]) | st.dates()
INSTANTS = st.datetimes(timezones=st.just(UTC)) | st.sampled_from(
    [DAWN, DAWN + timedelta(hours=8, microseconds=120000), EPOCH - timedelta(microseconds=1)]
)
KINDS = {
    "name": TEXTS, "size": WHOLE, "share": NUMBERS, "born": DAYS, "ok": st.booleans(), "illness": TEXTS,
    "seen": INSTANTS,
}  # fmt: skip
ROWS = st.lists(st.fixed_dictionaries({name: st.none() | kind for name, kind in KINDS.items()}), max_size=12)

ORDERED = ["is", "is-not", "at-least", "at-most"]


BY_HAND = [
    {"name": "Lan", "size": -3, "share": 2.5, "born": date(1999, 12, 31), "seen": DAWN, "ok": True, "illness": "a"},
    {"name": "Nguyễn", "size": MOST, "share": float("nan"), "born": date(2000, 1, 1),
     "seen": DAWN - timedelta(microseconds=1), "ok": False, "illness": None},
    {"name": None, "size": LEAST, "share": None, "born": None, "seen": None, "ok": None, "illness": None},
]  # fmt: skip
KEPT_BY_HAND = [
    (Condition("name", "is", ("Lan",)), [0]),
    (Condition("name", "is-not", ("Lan",)), [1]),
    (Condition("name", "one-of", ("Lan", "x")), [0]),
    (Condition("name", "is-missing"), [2]),
    (Condition("size", "at-least", (MOST,)), [1]),
    (Condition("share", "at-least", (0.1,)), [0]),
    (Condition("share", "at-most", (10**3,)), [0]),
    (Condition("share", "is-not", (1.0,)), [0]),
    (Condition("share", "is-missing"), [2]),
    (Condition("born", "at-most", (date(1999, 12, 31),)), [0]),
    (Condition("seen", "at-least", (date(2026, 3, 5),)), [0]),
    (Condition("ok", "is", (True,)), [0]),
]


def _code(text):
    return sha256(f"{KEY}:{text}".encode()).hexdigest()[:32]


SHOWN_BY_HAND = [
    (Shown("name", Mask("first", 4)), ["Lan", "Nguy", None]),
    (Shown("name", Mask("blank")), [None, None, None]),
    (Shown("size", Mask("round", 10)), [-10, MOST - 7, None]),
    (Shown("share", Mask("round", 2)), ["2.0", "nan", None]),
    (Shown("born", Mask("year")), [date(1999, 1, 1), date(2000, 1, 1), None]),
    (Shown("seen", Mask("month")), [date(2026, 3, 1), date(2026, 3, 1), None]),
    (Shown("ok"), [True, False, None]),
    (Shown("illness", Mask("pseudonym")), [_code("a"), None, None]),
    (Shown("size", Mask("pseudonym")), [_code(str(number)) for number in (-3, MOST, LEAST)]),
    (Shown("seen", Mask("pseudonym")),
     [_code("2026-03-05 00:00:00+00"), _code("2026-03-04 23:59:59.999999+00"), None]),
]  # fmt: skip


def _one(name, operators, values):
    return st.builds(Condition, st.just(name), st.sampled_from(operators), st.tuples(values))


CONDITIONS = st.lists(
    st.one_of(
        _one("name", ["is", "is-not"], TEXTS),
        st.builds(Condition, st.just("name"), st.just("one-of"), st.lists(TEXTS, min_size=1, max_size=4).map(tuple)),
        _one("size", ORDERED, WHOLE),
        _one("share", ORDERED, NUMBERS.filter(isfinite)),
        _one("born", ORDERED, DAYS),
        _one("seen", ORDERED, DAYS),
        _one("ok", ["is", "is-not"], st.booleans()),
        st.builds(Condition, st.sampled_from(list(KINDS)), st.just("is-missing")),
    ),
    max_size=3,
)
STEPS = st.sampled_from([1, 3, 10, 1000, 10**15])
MASKS = {
    "name": st.sampled_from([Mask(), Mask("pseudonym"), Mask("blank"), *(Mask("first", n) for n in (1, 2, 1000))]),
    "size": st.sampled_from([Mask(), Mask("pseudonym")]) | st.builds(Mask, st.just("round"), STEPS),
    "share": st.just(Mask()) | st.builds(Mask, st.just("round"), STEPS),
    "born": st.sampled_from([Mask(), Mask("pseudonym"), Mask("year"), Mask("month")]),
    "seen": st.sampled_from([Mask(), Mask("pseudonym"), Mask("year"), Mask("month")]),
    "ok": st.sampled_from([Mask(), Mask("pseudonym")]),
    "illness": st.sampled_from([Mask("pseudonym"), Mask("blank")]),
}  # fmt: skip
COLUMNS = st.tuples(*(st.builds(Shown, st.just(name), mask) for name, mask in MASKS.items()))


def terms(columns=NAMES, rows=(), purpose="to try", until=UNTIL) -> Terms:
    return Terms("trial-set", tuple(columns), tuple(rows), purpose, until)


HOLDS = {
    "is": lambda value, given: value == given[0], "is-not": lambda value, given: value != given[0],
    "one-of": lambda value, given: value in given, "at-least": lambda value, given: value >= given[0],
    "at-most": lambda value, given: value <= given[0],
}  # fmt: skip


def pseudonym(key, value):
    """The code of a value, by hand."""
    return sha256(f"{key}:{_written(value)}".encode()).hexdigest()[:32]


def _written(value):
    if isinstance(value, datetime):
        digits = f".{value.microsecond:06d}".rstrip("0").rstrip(".")
        return f"{value:%H:%M:%S}".join([f"{value.year:04d}-{value.month:02d}-{value.day:02d} ", f"{digits}+00"])
    return str(value).lower() if isinstance(value, bool) else str(value)


def plainly(made: Terms, rows):
    """What the terms show of the rows, in Python: NaN as the text `nan`, so that it equals itself."""
    return [
        {one.column: _masked(row[one.column], one.mask) for one in made.columns}
        for row in rows
        if all(_kept(row[one.column], one) for one in made.rows)
    ]


def _kept(value, one):
    if one.operator == "is-missing" or value is None:
        return one.operator == "is-missing" and value is None
    if isinstance(value, float) and isnan(value):
        return False
    given = one.values
    if isinstance(value, datetime):
        given = tuple(datetime(day.year, day.month, day.day, tzinfo=UTC) for day in given)
    return HOLDS[one.operator](value, given)


def _masked(value, mask):
    if value is None or mask.kind == "blank":
        return None
    match mask.kind:
        case "pseudonym":
            return pseudonym(KEY, value)
        case "year" | "month" as unit:
            return date(value.year, value.month if unit == "month" else 1, 1)
        case "first":
            return value[: mask.step]
        case "round":
            return _rounded(value, mask.step)
    return comparable(value)


def _rounded(value, step):
    if isinstance(value, float):
        parts = value / step
        return comparable(parts * step if not isfinite(parts) or parts == 0 else float(floor(parts)) * step)
    down = value // step * step
    return down if down >= LEAST else None


def comparable(value):
    """Numbers as they are written, so that NaN equals itself and zero its own sign alone."""
    return repr(value) if isinstance(value, float) else value


def compared(table):
    """Rows of Arrow in the same way, in an order of their own: an engine needn't keep any."""
    return ordered([{name: comparable(value) for name, value in row.items()} for row in table.to_pylist()])


def ordered(rows):
    return sorted(rows, key=lambda row: [(value is not None, str(value)) for value in row.values()])
