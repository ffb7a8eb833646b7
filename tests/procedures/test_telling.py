"""What people are told, word for word where a number or a missing title changes the sentence."""

import pytest

from longbien.kernel.text import Text
from longbien.procedures.rules.telling import letter_stuck, persons_wanting


@pytest.mark.parametrize(("missing", "said"), [(1, "1 person is still wanting"), (2, "2 persons are still wanting")])
def test_an_office_is_told_how_many_are_wanting(missing, said):
    words = persons_wanting("C-1", "A thing", Text.of(vi="Thẩm định", en="Review"), missing)
    assert words["en"].startswith(f"{said} for “Review” in case C-1 “A thing”.")
    assert f"thiếu {missing} người" in words["vi"]


def test_an_office_is_told_of_a_letter_that_could_not_be_made():
    words = letter_stuck("C-1", "", "L-7")
    assert words["en"].startswith("Letter L-7 of case C-1 could not be made.")
    assert words["vi"].startswith("Chưa lập được văn bản L-7 của hồ sơ C-1.")
