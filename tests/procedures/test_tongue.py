"""A reason is quoted as it was written, and a letter in another language says in which language that is."""

import pytest

from longbien.procedures.rules.desk.tongue import quoted, written_in


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Nơi phù hợp và có người trực", "vi"),
        ("Đồng ý", "vi"),
        ("Sân đã có người đăng ký.", "vi"),
        ("Hết chỗ", "vi"),
        ("The place is fit", ""),
        ("A café; naïve, façade, Ångström", ""),
        ("Thua", ""),
        ("", ""),
    ],
)
def test_the_language_is_told_by_its_letters_and_never_guessed(words, language):
    assert written_in(words, ("vi", "en")) == language


def test_a_hub_that_does_not_speak_it_says_nothing():
    assert written_in("Đồng ý", ("en", "fr")) == ""
    assert quoted("Đồng ý", ("en",)) == {"reason_lang": "en", "reason_note": {"en": ""}}


def test_only_letters_in_another_language_say_it():
    assert quoted("Đồng ý", ("en", "vi")) == {
        "reason_lang": "vi", "reason_note": {"en": "(written in Vietnamese)", "vi": ""},
    }  # fmt: skip
    assert quoted("Fine", ("vi", "en")) == {"reason_lang": "vi", "reason_note": {"vi": "", "en": ""}}
