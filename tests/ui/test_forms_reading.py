"""Reading, checking and rearranging posted forms."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from longbien.ui.fields import Offer, Ward
from longbien.ui.forms import Form, Kept, Upload, check, keep, read, rearranged
from tests.ui.make import choices, every_kind, field, label, no_files, post

GOOD = (
    "title=%C4%90%C3%A8n&story=a%0D%0Ab&devices=12&budget=1.500,50&start=2026-12-01&opens=8h30&place=river"
    "&who=adults&who=children&who=adults&insured=yes&windows-0-from=08:00&windows-0-days=mon&windows-2-from=13:00&areas=bk"
)


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


def places(posted, files=None) -> list[str]:
    """Where the faults of a posted form stand."""
    return [fault.where for fault in check(every_kind(), read(every_kind(), posted, files or no_files()))]


def test_every_kind_becomes_plain_data():
    assert read(every_kind(), QueryDict(GOOD), no_files()) == {
        "title": "Đèn", "story": "a\nb", "devices": 12, "budget": {"minor": "150050", "currency": "USD"},
        "start": "2026-12-01", "opens": "08:30", "place": "river", "who": ["adults", "children"], "insured": True,
        "windows": [{"from": "08:00", "days": ["mon"]}, {"from": "13:00", "days": []}], "areas": ["bk"],
    }  # fmt: skip


def test_good_data_has_no_faults():
    assert check(every_kind(), read(every_kind(), QueryDict(GOOD), no_files())) == ()


def test_nothing_posted_is_nothing_but_empty_lists():
    assert read(every_kind(), QueryDict(), no_files()) == {"who": [], "windows": [], "areas": []}


def test_required_questions_left_blank_are_named():
    assert [fault.where for fault in check(every_kind(), read(every_kind(), QueryDict(), no_files()))] == [
        "title",
        "windows",
    ]


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("title", "ab", "ab"), ("title", "x" * 41, "x" * 41), ("devices", "twelve", "twelve"), ("devices", "0", 0),
        ("devices", "51", 51), ("devices", "1" * 30, int("1" * 30)), ("budget", "lots", "lots"),
        ("budget", "-1", {"minor": "-100", "currency": "USD"}),
        ("budget", "1000000", {"minor": "100000000", "currency": "USD"}),
        ("start", "31/02/2026", "31/02/2026"), ("opens", "25:00", "25:00"), ("place", "moon", "moon"),
        ("who", "robots", ["robots"]), ("insured", "maybe", "maybe"), ("areas", "xx", ["xx"]),
    ],
)  # fmt: skip
def test_bad_answers_are_kept_and_reported(name, typed, kept):
    values = {"title": "Đèn", "windows__0__from": "08:00"} | {name: typed}
    data = read(every_kind(), post(**values), no_files())
    assert data[name] == kept
    assert [fault.where for fault in check(every_kind(), data)] == [name]


def test_faults_in_rows_say_which_row():
    assert places(post(title="Đèn", windows__0__from="08:00", windows__1__from="late")) == ["windows-1-from"]


def test_too_many_rows_are_a_fault():
    rows = {f"windows__{n}__from": "08:00" for n in range(4)}
    assert places(post(title="Đèn", **rows)) == ["windows"]


def test_every_fault_speaks_both_languages():
    data = read(every_kind(), post(devices="x", budget="x", start="x", opens="x", insured="x"), no_files())
    for fault in check(every_kind(), data):
        assert fault.what["vi"] != fault.what["en"]


@pytest.mark.parametrize(
    ("minimum", "maximum", "words"),
    [(1, None, "must be 1 or more"), (None, 5, "must be 5 or less"), (None, None, "too large"), (1, 5, "from 1 to 5")],
)
def test_bounds_are_said(minimum, maximum, words):
    number = field("n", "number", minimum=minimum, maximum=maximum)
    typed = "99999999999999999999" if minimum is None or maximum is not None else "0"
    [fault] = check([number], read([number], post(n=typed), no_files()))
    assert words in fault.what["en"]


def test_money_bounds_are_said_as_money():
    [fault] = check(
        every_kind(), read(every_kind(), post(title="Đèn", windows__0__from="8:00", budget="-1"), no_files())
    )
    assert "0,00\xa0US$" in fault.what["vi"]


@pytest.mark.parametrize(
    "hostile",
    ["a\x00b" * 2, "\ud800abc", "ab\x1b[2J", "abc\ufffd"],
)
def test_damaged_text_is_reported_and_can_be_stored(hostile):
    data = read(every_kind(), post(title=hostile, windows__0__from="08:00"), no_files())
    data["title"].encode()
    assert "\x00" not in data["title"]
    [fault] = check(every_kind(), data)
    assert fault.where == "title"
    assert "�" in fault.what["vi"]


@pytest.mark.parametrize("innocent", ["<script>alert(1)</script>", "{{ settings }}", "=1+1", "☃" * 40])
def test_odd_text_is_just_text(innocent):
    data = read(every_kind(), post(title=innocent, windows__0__from="08:00"), no_files())
    assert data["title"] == innocent
    assert check(every_kind(), data) == ()


def test_marks_that_turn_the_direction_of_text_are_dropped():
    assert read(every_kind(), post(title="\u202eabc\u2066d", windows__0__from="08:00"), no_files())["title"] == "abcd"


def test_a_megabyte_is_kept_and_too_long():
    data = read(every_kind(), post(title="Đèn", story="x" * 1_000_000, windows__0__from="08:00"), no_files())
    assert len(data["story"]) == 1_000_000
    assert [fault.where for fault in check(every_kind(), data)] == ["story"]


@given(
    st.dictionaries(
        st.sampled_from(["title", "devices", "budget", "start", "windows-0-from", "windows-x-from", "who"]), st.text()
    )
)
def test_whatever_is_posted_is_read_and_checked(values):
    made = QueryDict(mutable=True)
    made.update(values)
    check(every_kind(), read(every_kind(), made, no_files()))


# ---- files


def upload(name="plan.pdf", content=b"%PDF-1.7", media_type="application/pdf") -> MultiValueDict:
    return MultiValueDict({"plan": [SimpleUploadedFile(name, content, media_type)]})


def test_a_file_arrives_whole():
    data = read(every_kind(), post(title="Đèn", windows__0__from="08:00"), upload())
    assert data["plan"] == Upload("plan.pdf", "application/pdf", 8, b"%PDF-1.7")
    assert check(every_kind(), data) == ()


@pytest.mark.parametrize(
    "files", [upload(content=b""), upload(content=b"x" * 1001), upload("plan.exe", media_type="application/x-dosexec")]
)
def test_unfit_files_are_reported(files):
    assert places(post(title="Đèn", windows__0__from="08:00"), files) == ["plan"]


def test_text_where_a_file_belongs_is_reported():
    assert [fault.where for fault in check([field("plan", "file")], {"plan": "x"})] == ["plan"]


def test_a_kept_file_comes_back_from_the_draft_and_only_from_there():
    saved = {"plan": {"document": "1", "name": "plan.pdf"}, "rows": [{"f": {"document": "2", "name": "b.pdf"}}]}
    data = read([field("plan", "file")], QueryDict("plan-kept=2"), no_files())
    assert data == {"plan": Kept("2")}
    assert check([field("plan", "file")], data) == ()
    assert keep(data, saved) == {"plan": saved["rows"][0]["f"]}
    assert keep({"plan": Kept("9"), "rows": [{"f": Kept("1")}]}, saved) == {"rows": [{"f": saved["plan"]}]}


# ---- rows


def nested():
    inner = field("slots", "group", fields=(field("hour", "time"),))
    return (field("sites", "group", fields=(field("name", "text"), inner)), field("title", "text"))


def pressed(fields, query):
    made = QueryDict(query)
    return rearranged(fields, made, read(fields, made, no_files()))


def test_sending_rearranges_nothing():
    assert pressed(nested(), "sites-0-name=a") is None


def test_add_gives_one_more_blank_row():
    assert pressed(nested(), "sites-0-name=a&_add=sites")["sites"] == [{"name": "a", "slots": []}, {}]


def test_remove_drops_the_named_row_even_after_a_blank_one():
    assert pressed(nested(), "sites-0-name=&sites-1-name=b&_remove=sites-1")["sites"] == [{"slots": []}]


def test_rows_inside_rows():
    added = pressed(nested(), "sites-0-name=a&sites-1-name=b&_add=sites-1-slots")
    assert added["sites"][1]["slots"] == [{}]
    removed = pressed(nested(), "sites-0-slots-0-hour=08:00&_remove=sites-0-slots-0")
    assert removed["sites"] == [{"slots": []}]


@pytest.mark.parametrize(
    "name", ["nowhere", "title", "sites-9", "sites-x", "sites-0", "sites-9-slots", "-", "sites-0-name"]
)
def test_a_forged_button_changes_nothing(name):
    before = read(nested(), QueryDict("sites-0-name=a"), no_files())
    assert pressed(nested(), f"sites-0-name=a&_add={name}") == before


def test_not_offered_values_stay_on_the_page():
    form = Form([field("place", "choice", choices=choices("river"))], {"place": "moon"})
    assert [(value, chosen) for _, value, _, chosen in form.bound[0].options] == [("river", False), ("moon", True)]


NAMES = {"1": "North", "2": "South", "3": "East"}


def wards(written):
    """Old Town went into two wards, Old Port into one."""
    found = {"Old Town": ("1", "2"), "Old Port": ("3",), "North": ("1",)}.get(written, ())
    return tuple(Ward(code, NAMES[code], "" if written == "North" else written) for code in found)


HOME = field("home", "address", required=True, wards=wards("Old Town"), find=wards)


@pytest.mark.parametrize(
    ("typed", "ward", "former", "written"),
    [
        ({"ward": "Old Port"}, "3", "Old Port", None),
        ({"ward": "North"}, "1", None, None),
        ({"ward": "North", "former": "Old Town"}, "1", "Old Town", None),
        ({"ward": "North", "former": "Old Port"}, "1", None, None),
        ({"ward": "Old Town"}, None, None, "Old Town"),
        ({"ward": "Old Town", "unit": "2"}, "2", "Old Town", None),
        ({"ward": "Old Town", "unit": "3"}, None, None, "Old Town"),
        ({"ward": "Nowhere"}, None, None, "Nowhere"),
        ({}, None, None, None),
    ],
)
def test_an_address(typed, ward, former, written):
    boxes = {f"home__{part}": words for part, words in ({"street": "1 Quay"} | typed).items()}
    given = read([HOME], post(**boxes), no_files())
    expected = {"street": "1 Quay", "ward": ward, "former": former, "written": written}
    assert given["home"] == {part: words for part, words in expected.items() if words}
    assert bool(check([HOME], given)) == (ward is None)


def test_an_address_needs_its_line_and_nothing_typed_is_no_answer():
    assert read([HOME], post(home__street="", home__ward=" "), no_files()) == {}
    assert check([HOME], read([HOME], post(home__ward="North"), no_files()))
    assert check([HOME], {"home": "a string"})


def test_what_is_known_is_taken_only_when_agreed_to():
    mail = field("mail", "text", known=Offer("a@example.org", label("Register")))
    assert read([mail], post(mail="b@example.org"), no_files()) == {"mail": "b@example.org"}
    assert read([mail], post(mail="b@example.org", mail__known="change"), no_files()) == {"mail": "b@example.org"}
    assert read([mail], post(mail="b@example.org", mail__known="use"), no_files()) == {"mail": "a@example.org"}
    plain = field("mail", "text")
    assert read([plain], post(mail="b@example.org", mail__known="use"), no_files()) == {"mail": "b@example.org"}


def test_nobody_writes_what_is_computed():
    total = field("total", "number", computed=True, required=True)
    assert read([total], post(total="9"), no_files()) == {}
    assert check([total], {}) == ()
