"""What people type, and what it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longbien.kernel.money import Money
from longbien.ui.forms import typed


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ("12", "vi", 12), ("1.200", "vi", 1200), ("1,200", "en", 1200), ("1 200 000", "vi", 1_200_000),
        ("-3", "vi", -3), ("12,0", "vi", 12), ("12,5", "vi", None), ("1,200", "vi", None), ("1.200", "en", None),
        ("1.20", "vi", None), ("", "vi", None), ("abc", "vi", None), ("١٢", "vi", None), ("1" * 5000, "vi", None),
        ("1e9", "en", None), ("NaN", "en", None),
    ],
)  # fmt: skip
def test_whole_numbers(words, language, expected):
    assert typed.whole(words, language) == expected


@pytest.mark.parametrize(
    ("words", "currency", "language", "minor"),
    [
        ("1.200.000", "VND", "vi", 1_200_000), ("1,5 tỷ", "VND", "vi", 1_500_000_000), ("1.5 tỷ", "VND", "vi", None),
        ("300 triệu đồng", "VND", "vi", 300_000_000), ("300tr", "VND", "vi", 300_000_000),
        ("2 tỉ ₫", "VND", "vi", 2 * 10**9),
        ("1.5 billion", "USD", "en", 150_000_000_000), ("12.50", "USD", "en", 1250), ("12.505", "USD", "en", None),
        ("12,50 USD", "USD", "vi", 1250), ("12 EUR", "USD", "vi", None), ("12 bananas", "USD", "en", None),
        ("nothing", "USD", "en", None), ("1 tỷ triệu", "VND", "vi", None), ("0,5", "VND", "vi", None),
    ],
)  # fmt: skip
def test_money(words, currency, language, minor):
    assert typed.money(words, currency, language) == (None if minor is None else Money(minor, currency))


@pytest.mark.parametrize(
    ("words", "expected"),
    [("2026-11-23", "2026-11-23"), ("23/11/2026", "2026-11-23"), ("3.1.2027", "2027-01-03"), ("31/02/2026", None),
     ("11/23/2026", None), ("soon", None), ("", None)],
)  # fmt: skip
def test_dates(words, expected):
    assert typed.iso_date(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("9:30", "09:30"), ("09:30", "09:30"), ("9h30", "09:30"), ("24:00", None), ("12:60", None), ("noon", None)],
)
def test_times(words, expected):
    assert typed.iso_time(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a\x00b", "a\ufffdb"), ("a\ud800b", "a\ufffdb"), ("\x1b[31mred", "\ufffd[31mred"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"), ("  tidy \n", "tidy"), ("tie\u0302\u0301ng", "tiếng"),
        ("tab\tstays", "tab\tstays"),
    ],
)  # fmt: skip
def test_clean(words, expected):
    assert typed.clean(words) == expected


@given(st.text())
def test_cleaned_text_can_be_stored_anywhere(words):
    cleaned = typed.clean(words)
    assert "\x00" not in cleaned
    cleaned.encode()
    assert typed.clean(cleaned) == cleaned


@given(st.text(max_size=60), st.sampled_from(["vi", "en"]))
def test_no_text_breaks_the_readers(words, language):
    for reader in (typed.iso_date, typed.iso_time):
        reader(words)
    typed.whole(words, language)
    typed.money(words, "USD", language)
