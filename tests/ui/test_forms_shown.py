"""Forms as pages show them."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.template import engines
from django.utils import translation

from longbien.kernel.refusal import Fault
from longbien.ui import areas
from longbien.ui.fields import Offer, Ward
from longbien.ui.forms import Form, check
from longbien.ui.forms.form import where_in_form
from tests.ui.make import choices, every_kind, field, label


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setattr(areas, "_sources", [])
    with translation.override("en"):
        yield


def show(form: Form) -> str:
    source = "{% load ui %}{% error_summary form=form %}<form>{% form_fields form=form %}</form>"
    return engines["django"].from_string(source).render({"form": form})


def test_every_input_has_a_label_or_a_legend():
    html = show(Form(every_kind(), {"windows": [{"from": "08:00"}]}))
    ids = set(re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', html))
    assert ids
    assert ids <= set(re.findall(r'<label for="([^"]+)"', html))


def test_no_id_is_used_twice():
    html = re.sub(r"<template>.*?</template>", "", show(Form(every_kind(), {"windows": [{}, {}]})), flags=re.DOTALL)
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_optional_questions_are_marked_and_required_ones_are_not():
    html = show(Form([field("a", "text", required=True), field("b", "text")]))
    assert html.count("(optional)") == 1
    assert 'id="f-a" name="a" aria-required="true"' in html


def test_the_shortest_text_is_announced_where_one_might_write_less():
    html = show(Form([field("a", "longtext", minimum=50), field("b", "text", minimum=2)]))
    assert '<p class="hint" id="f-a-takes">At least 50 characters.</p>' in html
    assert 'aria-describedby="f-a-takes"' in html
    assert "At least 2" not in html


def test_a_fault_stands_at_its_field_and_leads_there():
    form = Form([field("a", "text", hint=label("Short"))], {"a": "x"}, [Fault("a", label("Too short"))])
    html = show(form)
    assert '<a href="#f-a">Too short</a>' in html
    assert 'aria-describedby="f-a-hint f-a-fault" aria-invalid="true"' in html
    assert 'id="f-a-fault"' in html
    assert 'value="x"' in html


def test_a_fault_of_no_field_stands_in_the_summary_without_a_link():
    html = show(Form([field("a", "text")], {}, [Fault("", label("Closed")), Fault("/rows/0/x", label("Gone"))]))
    assert "<li>Closed</li>" in html
    assert "<li>Gone</li>" in html


def test_json_pointers_lead_to_fields_in_rows():
    assert where_in_form("/windows/0/from") == "windows-0-from"
    form = Form(every_kind(), {"windows": [{}]}, [Fault("/windows/0/from", label("Missing"))])
    assert form.summary == [("f-windows-0-from", label("Missing"))]


def test_the_first_of_two_faults_stands_at_the_field_and_both_in_the_summary():
    form = Form([field("a", "text")], {}, [Fault("a", label("One")), Fault("a", label("Two"))])
    assert form.bound[0].fault == label("One")
    assert len(form.summary) == 2


@pytest.mark.parametrize("hostile", ['"><script>alert(1)</script>', "{{ request }}", "{% debug %}", "</textarea><b>"])
def test_what_was_typed_is_shown_and_never_run(hostile):
    data = {"title": hostile, "story": hostile, "place": hostile, "start": hostile, "devices": hostile}
    html = show(Form(every_kind(), data, check(every_kind(), data)))
    assert "<script>alert" not in html
    assert "</textarea><b>" not in html
    assert html.count("&lt;") >= 2 or "{" in hostile


def test_a_leading_line_break_survives_the_textarea():
    assert "<textarea" in (html := show(Form([field("a", "longtext")], {"a": "\nfirst"})))
    assert ">\n\nfirst</textarea>" in html


def test_money_comes_back_as_people_type_it():
    with translation.override("vi"):
        html = show(Form(every_kind(), {"budget": {"minor": "150050", "currency": "USD"}}))
    assert 'value="1.500,5"' in html
    assert "<span>USD</span>" in html


def test_a_date_that_cannot_be_read_stays_visible():
    html = show(Form([field("a", "date")], {"a": "31/02/2026"}))
    assert 'value="31/02/2026" class="short" type="text"' in html
    assert 'type="date"' in show(Form([field("a", "date")], {"a": "2026-12-01"}))


def test_few_choices_are_radios_and_many_a_list():
    assert 'type="radio"' in show(Form([field("a", "choice", choices=choices("x", "y"))]))
    assert "<select" in show(Form([field("a", "choice", choices=choices(*"abcdefg"))]))


def test_chosen_values_are_checked():
    html = show(Form(every_kind(), {"place": "market", "who": ["adults"], "insured": False}))
    assert re.findall(r'value="([^"]+)" checked', html) == ["market", "adults", "no"]


def test_a_stored_file_is_named_and_kept():
    html = show(Form(every_kind(), {"plan": {"document": "42", "name": "ban-ve.pdf"}}))
    assert "Stored: ban-ve.pdf" in html
    assert '<input type="hidden" name="plan-kept" value="42">' in html
    assert 'accept=".pdf,application/pdf"' in html


def test_a_form_knows_whether_it_needs_multipart():
    assert Form(every_kind()).has_files
    assert Form([field("g", "group", fields=(field("f", "file"),))]).has_files
    assert not Form([field("a", "text")]).has_files


def test_a_required_group_shows_one_blank_row_and_a_full_one_no_button():
    assert show(Form(every_kind())).count("data-row>") == 2  # the row, and the template to copy
    full = show(Form(every_kind(), {"windows": [{}, {}, {}]}))
    assert re.search(r'name="_add" value="windows" formnovalidate hidden', full)


def test_enter_never_presses_remove():
    html = show(Form(every_kind()))
    assert html.index('<button class="hidden"') < html.index("_remove")


def test_a_field_in_another_language_says_so():
    assert 'lang="en"' in show(Form([field("a", "text", language="en")]))


def test_areas_are_ticked_in_a_list_beside_their_map(monkeypatch):
    shape = {"type": "Feature", "properties": {"code": "bk"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}
    areas.register(lambda codes: {"type": "FeatureCollection", "features": [shape]})
    monkeypatch.setattr(areas, "_around", [lambda features: [{**shape, "properties": {"title": "Ward 1"}}]])
    html = show(Form(every_kind(), {"areas": ["bk"]}))
    assert 'data-for="areas"' in html
    assert "To find your way, also on the map: Ward 1." in html
    assert '<input type="checkbox" id="f-areas" name="areas" value="bk" checked>' in html


def test_a_browser_is_told_what_a_question_is_about():
    html = show(Form([field("mail", "text", input="email", autocomplete="email")]))
    assert 'type="email" autocomplete="email"' in html


def test_what_is_known_is_offered_with_where_it_is_from():
    known = Offer("a@example.org", label("the register"), datetime(2026, 3, 2, tzinfo=UTC))
    html = show(Form([field("mail", "text", known=known)]))
    assert "Use “a@example.org”" in html
    assert 'known already from the register, as of <time datetime="2026-03-02">2 March 2026</time>' in html
    assert "checked" not in html
    assert "checked" in show(Form([field("mail", "text", known=replace(known, used=True))], {"mail": "a@example.org"}))
    typed = show(Form([field("mail", "text", known=known)], {"mail": "b@example.org"}))
    assert re.search(r'value="change" checked', typed)
    assert 'value="b@example.org"' in typed


def test_a_known_choice_is_offered_by_its_label():
    known = Offer("river", label("the register"))
    html = show(Form([field("place", "choice", choices=choices("river", "market"), known=known)]))
    assert "Use “RIVER”" in html
    assert "as it stands today" in html


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("number", 1234, "1,234"), ("money", {"minor": "1200", "currency": "USD"}, "$12.00"), ("yesno", True, "Yes"),
        ("yesno", False, "No"), ("text", "x < y", "x &lt; y"), ("text", None, "follows from your answers"),
    ],
)  # fmt: skip
def test_what_is_computed_is_shown_and_has_no_input(kind, value, said):
    html = show(Form([field("sum", kind, computed=True, hint=label("How"), unit=None)], {"sum": value}))
    assert said in html
    assert "<output" in html
    assert 'name="sum"' not in html


def test_a_question_that_is_not_asked_does_not_stand_there():
    group = field("rows", "group", fields=(field("a", "text"), field("b", "text", conditional=True)))
    html = show(Form([group, field("c", "text")], {"rows": [{"a": "x"}, {"a": "y"}]}, (), ["/rows/1/b", "/c"]))
    assert 'name="rows-0-b"' in html
    assert 'name="rows-1-b"' not in html
    assert 'name="c"' not in html
    assert '<template data-asks="rows-__row__-b">' in html, "a new row has no answers yet"
    ready = show(Form([group, field("c", "text")], {"rows": [{"a": "x"}]}, (), (), ["/rows/0/b", "/c"]))
    assert ready.count("<template data-asks") == 3
    assert '<template data-asks="c">' in ready


def test_an_address_shows_the_ward_of_today_and_what_it_was():
    north, south = Ward("1", "North", "Old Town"), Ward("2", "South", "Old Town")
    home = field(
        "home", "address", wards=(north, south), find=lambda written: (north, south) if written == "Old Town" else ()
    )
    html = show(Form([home], {"home": {"street": "1 Quay", "ward": "1", "former": "Old Town"}}))
    assert 'value="1 Quay"' in html
    assert 'value="North"' in html
    assert "Old Town is North today." in html
    several = show(Form([home], {"home": {"street": "1 Quay", "written": "Old Town"}}))
    assert several.count('name="home-unit"') == 2
    assert 'name="home-unit"' not in show(Form([home], {"home": {"street": "1 Quay", "written": "Nowhere"}}))


def test_a_file_question_says_what_is_taken_from_its_own_limits():
    (bound,) = Form((field("plan", "file", accept=(".pdf", "application/pdf"), max_bytes=2_000_000),)).bound
    assert (bound.takes, bound.megabytes, bound.described_by) == ("PDF", 2, "f-plan-takes")


def test_outlines_are_boxes_beside_one_map():
    edge = field("edge", "outline")
    zones = field("zones", "group", fields=(edge,))
    html = show(Form((edge, zones), {"edge": "1, 2", "zones": [{"edge": "3, 4"}, {"edge": "5, 6"}]}))
    assert html.count("data-drawing=") == 2  # one of the question, one of the group
    assert html.count("<textarea data-outline") == 4  # and one in the row that may be added
    assert "\n1, 2</textarea>" in html
    assert 'name="zones-1-edge"' in html
    assert html.count("Draw it on the map") == 3
