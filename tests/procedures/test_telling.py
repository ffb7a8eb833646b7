"""What people are told, word for word where a number or a missing title changes the sentence."""

import pytest

from longbien.kernel.text import Text
from longbien.procedures.rules.telling import Received, given_up, letter_stuck, persons_wanting, received
from tests.procedures import make


@pytest.mark.parametrize(("missing", "said"), [(1, "1 person is still wanting"), (2, "2 persons are still wanting")])
def test_an_office_is_told_how_many_are_wanting(missing, said):
    words = persons_wanting("C-1", "A thing", Text.of(vi="Thẩm định", en="Review"), missing)
    assert words["en"].startswith(f"{said} for “Review” in case C-1 “A thing”.")
    assert f"thiếu {missing} người" in words["vi"]


def test_an_office_is_told_of_a_letter_that_could_not_be_made():
    words = letter_stuck("C-1", "", "L-7")
    assert words["en"].startswith("Letter L-7 of case C-1 could not be made.")
    assert words["vi"].startswith("Chưa lập được văn bản L-7 của hồ sơ C-1.")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "We received your case C-1 “A thing”. Service: Sample. Received at 09:00."),
        ({"due": "Friday"}, "The step “Being checked” is due by Friday."),
        ({"due": "Friday", "answer_by": "Monday"}, "If nothing more is asked of you, you have the answer by Monday."),
        ({"again": True, "due": "Friday"}, "We received what you added to case C-1 “A thing”."),
    ],
)
def test_a_receipt_tells_what_came_in_and_by_when_it_is_answered(given, said):
    definition = make.definition()
    state = definition.states["screening"].title
    told = {name: one if name == "again" else Text.of(vi=f"({one})", en=one) for name, one in given.items()}
    words = received(definition, "C-1", "A thing", Received(Text.of(vi="9 giờ", en="09:00"), state, **told))
    assert said in words["en"]
    assert words["vi"].startswith("Đã nhận phần bổ sung của" if given.get("again") else "Đã nhận hồ sơ C-1 “A thing”.")


def test_who_shares_a_case_is_told_who_ended_it_and_why():
    definition = make.definition()
    words = given_up(definition, "C-1", "", "rejected", "Mate", "Too soon.")
    assert words["en"] == "Mate ended case C-1: Not accepted. Reason: “Too soon.”"
    assert (
        given_up(definition, "C-1", "", "rejected", "Mate", "")["vi"]
        == "Mate đã kết thúc hồ sơ C-1: Không được chấp thuận."
    )
