"""A procedure read from data."""

from longbien.procedures.rules.definition import About, Call
from longbien.procedures.rules.reading import as_tuple, read_definition
from longbien.procedures.rules.words import title_of
from tests.procedures import make


def test_the_first_state_is_where_a_case_begins():
    assert make.definition().initial.name == "draft"


def test_usual_names_have_titles_already():
    procedure = make.definition()
    assert procedure.states["screening"].title["vi"] == "Đang kiểm tra hồ sơ"
    assert procedure.actions["submit"].title["en"] == "Submit"


def test_a_case_may_lapse_for_any_reason():
    """An unpaid fee ends a case under this title as well as an answer that never came."""
    assert title_of("states", "lapsed", ("vi", "en"))["vi"] == "Đã đóng do quá hạn"


def test_about_may_be_short_or_long():
    for given, read in (
        ("problems.problem", About("problems.problem", True)),
        ({"type": "problems.problem"}, About("problems.problem", True)),
        ({"type": "problems.problem", "required": False}, About("problems.problem", False)),
    ):
        assert make.definition(make.changed(make.sample(), {"set": {"about": given}})).about == read
    assert make.definition().about is None


def test_law_and_guards_keep_their_words():
    procedure = make.definition(
        make.changed(
            make.sample(),
            {
                "set": {
                    "service.legal_basis": [
                        {"source": "Law", "locator": "Art. 1"},
                        {"source": "Decree", "verified": True},
                    ],
                    "actions.approve.guard": {"rule": "true", "why": make.bi("Why")},
                }
            },
        )
    )
    assert [(str(basis.citation), basis.verified) for basis in procedure.service.legal_basis] == [
        ("Law, Art. 1", False),
        ("Decree", True),
    ]
    assert procedure.actions["approve"].guard.why["en"] == "Why"


def test_effects_are_a_name_and_words():
    assert Call.parse("notify officer") == Call("notify", ("officer",))
    assert str(Call("notify", ("officer",))) == "notify officer"


def test_one_or_several_or_none():
    assert as_tuple("draft") == ("draft",)
    assert as_tuple(["draft", "more_info"]) == ("draft", "more_info")
    assert as_tuple(None) == ()


def test_a_hub_of_one_language_writes_bare_words():
    data = make.sample()
    data["title"] = "Sample"
    assert read_definition(data, ("en",)).title["en"] == "Sample"
