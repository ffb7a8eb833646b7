"""A long form: its pages, what hangs on what, what is known already, colleagues, the last look, the receipt."""

import html
import re

import pytest
from django.test import Client

from longbien.kernel.refusal import Refusal
from longbien.people.models import HubRole
from longbien.people.queries import has_consent
from longbien.procedures.actions.filling.send_form import send_form
from longbien.procedures.actions.perform import perform
from longbien.procedures.actions.save_draft import PAGES_KEPT
from longbien.procedures.actions.submit_task import submit_task
from longbien.procedures.asking import fields_of
from longbien.procedures.models import Answers, Case, Draft, Task
from longbien.procedures.showing import answers
from tests.procedures import make
from tests.procedures.test_pages import url, words

pytestmark = pytest.mark.django_db
PAGES = [
    {"title": make.bi("The thing"), "questions": ["title", "size", "why", "double"]},
    {"title": make.bi("The tram"), "hint": make.bi("Only for trams"), "questions": ["stop"]},
    {"title": make.bi("You"), "questions": ["mail", "home"]},
]


def request_form():
    return make.form(
        title={"type": "string", "minLength": 3},
        size={"type": "integer", "minimum": 1},
        why={"type": "string", "x-when": "data.size > 10"},
        double={"type": "integer", "x-computed": "data.size * 2", "optional": True},
        stop={"type": "string", "x-when": "data.title == 'tram'"},
        mail={"type": "string", "format": "email", "x-once": "person.email", "x-class": "personal"},
        home={"$ref": "urn:longbien:address", "x-means": "place", "optional": True},
    ) | {"x-pages": PAGES}


class Side:
    """One person at one device."""

    def __init__(self, person, case):
        self.client, self.person, self.case = Client(), person, case
        self.client.force_login(person)

    def at(self, name, *more):
        return url(name, self.case.pk, *more)

    def page(self, number):
        return self.client.get(self.at("fill-page", "submit", number))

    def post(self, number, then="", **typed):
        """Fill in a page that was opened just now, as a browser would."""
        return self.answer(self.page(number), number, then, **typed)

    def answer(self, opened, number, then="", **typed):
        hidden = {name: value for name, value in fields(opened).items() if name.startswith("_")}
        return self.client.post(self.at("fill-page", "submit", number) + then, hidden | typed)

    def quietly(self, opened, number, **typed):
        """What the page saves by itself."""
        hidden = {name: value for name, value in fields(opened).items() if name.startswith("_")}
        address = self.at("fill-page", "submit", number)
        return self.client.post(address, hidden | typed, headers={"HX-Request": "true"})

    def choose(self, opened, name, text, number=1, **more):
        """Of several texts, the one that reads so."""
        page = html.unescape(opened.content.decode())
        marks = re.findall(rf'name="_chosen-{name}" value="(\w*)"><span>(.*?)\s*<span', page, re.DOTALL)
        mark = next(mark for mark, said in marks if said == text)
        return self.answer(opened, number, **{f"_chosen-{name}": mark, "size": "4"} | more)

    def look(self):
        return self.client.get(self.at("send", "submit"))

    def send(self, looked):
        return self.client.post(self.at("send", "submit"), {"seq": "1", "_looked": fields(looked)["_looked"]})


def fields(response):
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', response.content.decode())
    return {name: html.unescape(value) for name, value in found}


def standing(response):
    """The page without the questions that only lie ready for a script."""
    return re.sub(r"<template data-asks=.*?</template>", "", words(response), flags=re.DOTALL)


@pytest.fixture
def anne():
    make.published(forms={"request": request_form()})
    person, mate = make.person("anne"), make.person("ben")
    team = make.team(person, mate)
    case = Case.objects.get(pk=make.opened(team, person))
    return Side(person, case)


@pytest.fixture
def ben(anne):
    return Side(make.Person.objects.get(name="Ben"), anne.case)


def filled(side, **more):
    side.post(1, **({"title": "A thing", "size": "4"} | more))
    side.post(3, **{"mail-known": "use"})


def test_the_list_of_pages_leads_on_from_where_one_stopped(anne):
    first = words(anne.client.get(anne.at("fill", "submit")))
    assert "The thing (vi)" in first
    assert "The tram (vi)" not in first, "only trams are asked for their stop"
    assert anne.at("fill-page", "submit", 1) in first
    assert anne.post(1, title="A thing", size="4").url == anne.at("fill-page", "submit", 3)
    other_device = Side(anne.person, anne.case)
    again = words(other_device.client.get(anne.at("fill", "submit")))
    assert 'value="1" max="2"' in again
    assert f'href="{anne.at("fill-page", "submit", 3)}"' in again
    assert other_device.post(3, **{"mail-known": "use"}).url == anne.at("send", "submit")


def test_a_page_out_of_order_is_mended_where_it_stands_and_the_rest_is_kept(anne):
    wrong = anne.post(1, title="x", size="many")
    assert wrong.status_code == 422
    assert 'value="many"' in words(wrong)
    assert Draft.objects.get().data == {"title": "x", "size": "many"}
    assert "cần sửa" in words(anne.client.get(anne.at("fill", "submit")))
    assert anne.post(1, title="x", _save="1").url == anne.at("fill", "submit")
    anne.post(1, title="A thing", size="", _save="1")
    begun = words(anne.client.get(anne.at("fill", "submit")))
    assert "đang làm" in begun, "what is only wanting is not wrong"
    assert "cần sửa" not in begun


@pytest.mark.parametrize("number", [0, 4, 99])
def test_there_are_no_other_pages(anne, number):
    assert anne.page(number).status_code == 404


def test_an_answer_may_lead_to_one_more_question_on_its_page(anne):
    assert 'name="why"' not in standing(anne.page(1))
    more = anne.post(1, title="A thing", size="20")
    assert more.status_code == 200
    assert 'name="why"' in standing(more)
    missing = anne.answer(more, 1, title="A thing", size="20")
    assert missing.status_code == 422
    assert anne.answer(more, 1, title="A thing", size="20", why="Because.").url == anne.at("fill-page", "submit", 3)


def test_a_page_that_saves_itself_is_told_which_questions_are_not_asked(anne):
    page = anne.page(1)
    assert 'data-reads="size"' in words(page)
    assert '<template data-asks="why">' in words(page)
    assert anne.quietly(page, 1, title="A thing", size="4").json()["unasked"] == ["why"]
    now = anne.quietly(page, 1, title="A thing", size="20").json()
    assert now["unasked"] == []
    assert re.search(r'<output id="f-double"[^>]*>40</output>', now["computed"]["f-double"])
    assert "data-reads" not in words(anne.page(3)), "nothing there hangs on anything"


@pytest.fixture
def stalls(anne):
    """The same people, with a form whose rows ask for a height where a stage stands."""
    stall = make.form(kind={"type": "string"}, height={"type": "integer", "x-when": "row.kind == 'stage'"})
    form = make.form(stalls={"type": "array", "minItems": 1, "items": stall})
    make.published(make.changed(make.sample(), {"set": {"version": 2}}), forms={"request": form})
    return Side(anne.person, Case.objects.get(pk=make.opened(anne.case.owner, anne.person)))


def test_a_question_of_a_row_that_was_not_asked_yet_is_no_fault(stalls):
    address = stalls.at("fill", "submit")
    page = stalls.client.get(address)
    hidden = {name: value for name, value in fields(page).items() if name.startswith("_")}
    assert "stalls-0-height-shown" not in standing(page)
    typed = hidden | {"stalls-0-kind": "", "stalls-2-kind": "stage", "stalls-3-kind": "stall"}
    quiet = stalls.client.post(address, typed, headers={"HX-Request": "true"}).json()
    assert quiet["unasked"] == ["stalls-0-height", "stalls-3-height"]
    more = stalls.client.post(address, typed)
    assert (more.status_code, "Lỗi:" in words(more)) == (200, False)
    assert 'name="stalls-0-height-shown"' in standing(more), "the blank row is gone"
    hidden = {name: value for name, value in fields(more).items() if name.startswith("_") or name.endswith("-shown")}
    typed = hidden | {"stalls-0-kind": "stage", "stalls-1-kind": "stall"}
    missing = stalls.client.post(address, typed)
    assert (missing.status_code, 'id="f-stalls-0-height-fault"' in words(missing)) == (422, True)
    assert stalls.client.post(address, typed | {"stalls-0-height": "3"}).url == stalls.at("send", "submit")


def test_an_answer_may_lead_to_one_more_page(anne):
    assert anne.post(1, title="tram", size="2").url == anne.at("fill-page", "submit", 2)
    assert "Only for trams" in words(anne.page(2))
    assert anne.post(2, stop="Market").url == anne.at("fill-page", "submit", 3)
    anne.post(3, **{"mail-known": "use"})
    assert anne.post(1, "?then=send", title="A thing", size="2").url == anne.at("send", "submit")
    assert "Market" not in words(anne.look())
    assert Draft.objects.get().data["stop"] == "Market", "what is not asked stays in the draft"
    anne.send(anne.look())
    assert "stop" not in Answers.objects.get().data


def test_a_change_that_opens_a_page_leads_there_before_sending(anne):
    filled(anne)
    assert anne.post(1, "?then=send", title="tram", size="2").url == anne.at("fill-page", "submit", 2)


def test_what_is_computed_is_shown_and_never_taken_from_the_request(anne):
    anne.post(1, title="A thing", size="4", double="999")
    assert re.search(r'<output id="f-double"[^>]*>8</output>', words(anne.page(1)))
    anne.post(3, **{"mail-known": "use"})
    anne.send(anne.look())
    assert Answers.objects.get().data["double"] == 8


def test_neither_by_program(anne):
    by = make.actor(anne.person)
    data = {"title": "A thing", "size": 4, "double": 999, "stop": "Market", "mail": "a@example.org"}
    perform(case_id=anne.case.pk, action="submit", data=data, by=by, at=make.MONDAY)
    accepted = Answers.objects.get()
    assert accepted.data == {"title": "A thing", "size": 4, "double": 8, "mail": "a@example.org"}
    assert accepted.known == {}, "what a program sends was taken from no register"


def test_what_is_known_is_offered_with_its_source_and_agreed_to(anne):
    page = words(anne.page(3))
    assert f"Dùng “{anne.person.email}”" in page
    assert "tài khoản của bạn" in page
    assert 'type="email"' in page
    assert 'autocomplete="email"' in page
    assert "Chọn câu này là bạn đồng ý cho hệ thống điền sẵn ở mọi biểu mẫu" in page, "it is said before it is done"
    assert anne.post(3).status_code == 422, "nothing is taken without being agreed to"
    assert 'value="change" checked' not in words(anne.post(3))
    assert 'value="change" checked' in words(anne.post(3, **{"mail-known": "change"})), "what was chosen is kept"
    filled(anne)
    draft = Draft.objects.get()
    agreed_at = draft.known["mail"]["agreed_at"]
    assert draft.data["mail"] == anne.person.email
    assert "checked" in words(anne.page(3))
    assert "Chọn câu này là bạn đồng ý" not in words(anne.page(3))
    assert "lấy từ tài khoản của bạn" in words(anne.look())
    anne.post(3, **{"mail-known": "use"})
    assert Draft.objects.get().known["mail"]["agreed_at"] == agreed_at
    anne.send(anne.look())
    told = Answers.objects.get().known["mail"]
    assert (told["register"], told["value"], told["agreed_at"]) == ("person.email", anne.person.email, agreed_at)


def test_consent_to_what_is_known_is_given_on_the_form_and_its_withdrawal_stops_it(anne):
    client = anne.client
    offered = anne.page(3)
    assert 'name="mail-known"' in words(offered)
    anne.answer(offered, 3, **{"mail-known": "use"})
    assert has_consent(anne.person.pk, "once-only", version=1)
    before = anne.page(3)
    client.post("/me/data/consent", {"purpose": "once-only", "version": "1", "set": "withdraw"})
    page = words(anne.page(3))
    assert 'name="mail-known"' not in page
    assert "bạn đã rút lại sự đồng ý" in page
    assert 'href="/me/data"' in page
    assert "bạn đã rút lại sự đồng ý" not in words(anne.page(1)), "nothing there would be filled in"
    anne.answer(before, 3, **{"mail-known": "use"})
    assert Draft.objects.get().known == {}, "an older page fills nothing in either"
    assert not has_consent(anne.person.pk, "once-only")
    client.post("/me/data/consent", {"purpose": "once-only", "version": "1", "set": "give"})
    assert 'name="mail-known"' in words(anne.page(3))


def test_what_is_typed_beside_what_is_known_has_no_effect_or_all_of_it(anne):
    anne.post(1, title="A thing", size="4")
    anne.post(3, **{"mail-known": "use", "mail": "forged@example.org"})
    assert Draft.objects.get().data["mail"] == anne.person.email
    anne.post(3, **{"mail-known": "change", "mail": "other@example.org"})
    draft = Draft.objects.get()
    assert (draft.data["mail"], draft.known) == ("other@example.org", {})
    anne.post(1, title="A thing", size="4", **{"title-known": "use"})
    assert Draft.objects.get().known == {}, "only what a register holds can be taken from one"


def test_an_old_address_becomes_a_new_one_with_a_note(anne):
    home = {"home-street": "12 Hàng Bạc", "home-ward": "Phường Hàng Bạc, quận Hoàn Kiếm", "mail-known": "use"}
    anne.post(1, title="A thing", size="4")
    assert anne.post(3, **home).url == anne.at("send", "submit")
    data = Draft.objects.get().data["home"]
    assert data["former"].startswith("Phường Hàng Bạc")
    page = words(anne.page(3))
    assert "nay là Phường Hoàn Kiếm" in page
    kept = {"home-street": "12 Hàng Bạc", "home-ward": "Phường Hoàn Kiếm", "home-former": data["former"]}
    anne.post(3, **kept, **{"mail-known": "use"})
    assert Draft.objects.get().data["home"] == data
    assert "12 Hàng Bạc, Phường Hoàn Kiếm (Phường Hàng Bạc" in words(anne.look())
    assert anne.send(anne.look()).status_code == 302


def test_a_district_offers_its_wards_to_choose_from(anne):
    anne.post(1, title="A thing", size="4")
    home = {"home-street": "1 Phố Huế", "home-ward": "quận Hai Bà Trưng", "mail-known": "use"}
    several = anne.post(3, **home)
    assert several.status_code == 422
    codes = re.findall(r'name="home-unit" value="(\d+)"', several.content.decode())
    assert len(codes) > 1
    assert anne.post(3, **home, **{"home-unit": codes[1]}).url == anne.at("send", "submit")
    assert Draft.objects.get().data["home"]["ward"] == codes[1]
    assert anne.post(3, **home, **{"home-unit": "99999"}).status_code == 422


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"home-ward": "Hoàn Kiếm"}, "viết số nhà và đường"),
        ({"home-street": "1 Phố Huế"}, "không tìm thấy phường"),
        ({"home-street": "1 Phố Huế", "home-ward": "Atlantis"}, "không tìm thấy phường"),
    ],
)
def test_half_an_address(anne, typed, said):
    wrong = anne.post(3, **typed, **{"mail-known": "use"})
    assert wrong.status_code == 422
    assert said in words(wrong)


def test_colleagues_write_one_form_together(anne, ben):
    anne.post(1, title="A thing", size="4")
    ben.post(3, **{"mail-known": "use"})
    assert "A thing" in words(ben.page(1))
    looked = anne.look()
    assert "A thing" in words(looked)
    assert ben.person.email in words(looked)
    assert anne.send(looked).status_code == 302
    assert Answers.objects.get().known["mail"]["value"] == ben.person.email


def test_what_changed_since_the_last_look_is_not_sent_but_shown(anne, ben):
    filled(anne)
    looked = anne.look()
    ben.post(1, title="Another thing", size="4")
    again = anne.send(looked)
    assert again.status_code == 409
    assert "Ben" in words(again)
    assert "Another thing" in words(again)
    assert words(again).count("đã đổi") == 1
    anne.case.refresh_from_db()
    assert (anne.case.state, Answers.objects.count()) == ("draft", 0)
    assert anne.send(again).url == anne.at("receipt", 2)
    assert Answers.objects.get().data["title"] == "Another thing"


def test_nothing_is_sent_that_nobody_looked_at(anne):
    filled(anne)
    assert anne.client.post(anne.at("send", "submit"), {"seq": "1"}).status_code == 409
    assert Answers.objects.count() == 0


def test_two_who_answer_the_same_question_see_each_other_s_answer(anne, ben):
    anne.post(1, title="A thing", size="4")
    opened = anne.page(1)
    ben.post(1, title="Ben's thing", size="4")
    clash = anne.answer(opened, 1, title="Anne's thing", size="4")
    assert clash.status_code == 409
    page = words(clash)
    assert "Anne&#x27;s thing" in page
    assert "Ben&#x27;s thing" in page
    assert 'name="title"' not in page, "first one chooses"
    assert anne.answer(clash, 1, size="4").status_code == 409, "nothing was chosen"
    assert anne.choose(clash, "title", "Anne's thing").status_code == 302
    assert "Anne&#x27;s thing" in words(ben.page(1))


def test_a_page_that_saves_itself_leaves_a_colleague_s_answer_alone(anne, ben):
    anne.post(1, title="A thing", size="4")
    opened = anne.page(1)
    ben.post(1, title="Ben's thing", size="4")
    quiet = anne.quietly(opened, 1, title="A thing", size="5")
    assert quiet.status_code == 200
    assert quiet.json()["at"]
    assert "Ben&#x27;s thing" in words(anne.page(1))
    assert 'value="5"' in words(anne.page(1))


@pytest.fixture
def phone(anne):
    """Another device of Anne's."""
    return Side(anne.person, anne.case)


def test_an_older_page_of_the_same_person_does_not_write_over_newer_answers(anne, phone):
    anne.post(1, title="A thing", size="4")
    old = phone.page(1)
    anne.post(1, title="Written at the desk", size="4")
    clash = phone.answer(old, 1, title="Written on the way", size="4")
    assert clash.status_code == 409
    assert Draft.objects.get().data["title"] == "Written at the desk"
    for page in (clash, anne.page(1)):
        assert "Written at the desk" in words(page)
        assert "Written on the way" in words(page)
    assert anne.at("fill-page", "submit", 1) in words(anne.client.get(anne.at("fill", "submit")))
    assert "cần sửa" in words(anne.client.get(anne.at("fill", "submit")))
    assert anne.look().url.startswith(anne.at("fill-page", "submit", 1)), "not sent before one has chosen"
    assert anne.client.post(anne.at("send", "submit"), {"seq": "1"}).url.startswith(anne.at("fill-page", "submit", 1))
    assert phone.choose(clash, "title", "Written on the way").status_code == 302
    draft = Draft.objects.get()
    assert (draft.data["title"], draft.aside) == ("Written on the way", {})
    assert 'value="Written on the way"' in words(anne.page(1))


def test_what_stands_can_be_chosen_too_and_what_is_blank(anne, phone):
    anne.post(1, title="A thing", size="4")
    old = phone.page(1)
    anne.post(1, title="Another thing", size="4")
    clash = phone.answer(old, 1, title="", size="4")
    assert clash.status_code == 409
    assert phone.choose(clash, "title", "Another thing").status_code == 302
    old = phone.page(1)
    anne.post(1, title="A third thing", size="4")
    clash = phone.answer(old, 1, title="", size="4")
    assert phone.choose(clash, "title", "(để trống)").status_code == 422, "chosen, and wanting an answer"
    assert "title" not in Draft.objects.get().data


def test_two_devices_that_answer_different_questions_of_one_page_both_count(anne, phone):
    anne.post(1, title="A thing", size="4")
    old = phone.page(1)
    anne.post(1, title="Another thing", size="4")
    assert phone.answer(old, 1, title="A thing", size="5").status_code == 302
    assert Draft.objects.get().data == {"title": "Another thing", "size": 5}


def test_a_page_may_go_on_after_it_saved_itself_even_when_the_answer_was_lost(anne):
    opened = anne.page(1)
    assert anne.quietly(opened, 1, title="A").status_code == 200
    assert anne.quietly(opened, 1, title="A thing").status_code == 200
    assert anne.answer(opened, 1, title="A thing of mine", size="4").status_code == 302
    assert Draft.objects.get().data["title"] == "A thing of mine"


def test_a_page_that_saves_itself_stops_where_another_device_wrote(anne, phone):
    old, opened = phone.page(1), anne.page(1)
    anne.quietly(opened, 1, title="At the desk")
    stopped = phone.quietly(old, 1, title="On the way")
    assert stopped.status_code == 409
    assert phone.quietly(old, 1, title="On the way home").status_code == 409
    draft = Draft.objects.get()
    assert draft.data["title"] == "At the desk"
    assert [one["value"] for one in draft.aside["title"].values()] == ["On the way home"], "the page's last words"


def test_a_page_that_saves_itself_again_leaves_alone_what_it_does_not_show(anne, phone):
    anne.post(1, title="A thing", size="4")
    opened = anne.page(1)
    phone.post(1, title="Written on the phone", size="4")
    based = anne.quietly(opened, 1, title="A thing", size="5").json()["based"]
    again = anne.quietly(opened, 1, title="A thing", size="6", _based=based)
    assert again.status_code == 200
    assert anne.answer(opened, 1, title="A thing", size="7", _based=again.json()["based"]).status_code == 302
    assert Draft.objects.get().data == {"title": "Written on the phone", "size": 7}
    late = anne.answer(opened, 1, title="Written at the desk", size="7", _based=again.json()["based"])
    assert late.status_code == 409, "now both have answered it"


@pytest.mark.parametrize("typed", ["many", "1e999", "999" + ".999" * 9, "9" * 400])
def test_what_is_no_number_or_a_long_one_can_be_chosen_and_looked_at(anne, phone, typed):
    anne.post(1, title="A thing", size="4")
    old = phone.page(1)
    anne.post(1, title="A thing", size="5")
    clash = phone.answer(old, 1, title="A thing", size=typed)
    assert clash.status_code == 409
    assert typed in words(clash)
    assert phone.choose(clash, "size", typed, title="A thing").status_code in (302, 422)
    assert anne.page(1).status_code == 200
    assert anne.look().status_code in (200, 302)


ODD = [
    ("number", {"type": "integer"}, "many"),
    ("number", {"type": "number"}, float("inf")),
    ("money", {"$ref": "urn:longbien:money"}, "a lot"),
    ("money", {"$ref": "urn:longbien:money"}, {"minor": "1.5", "currency": "VND"}),
    ("date", {"type": "string", "format": "date"}, "tomorrow"),
    ("yesno", {"type": "boolean"}, "perhaps"),
    ("file", {"$ref": "urn:longbien:file"}, "plan.pdf"),
    ("address", {"$ref": "urn:longbien:address"}, "here"),
    ("group", {"type": "array", "items": make.form(name={"type": "string"})}, ["row"]),
]


@pytest.mark.parametrize(("kind", "asked", "value"), ODD)
def test_what_is_not_of_its_kind_is_shown_as_the_text_it_is(kind, asked, value):
    schema = make.form(one=asked)
    assert [field.kind for field in fields_of(schema)] == [kind]
    [shown] = answers(schema, {"one": value})
    assert (shown.kind, shown.value) == ("text", str(value))


def test_what_is_chosen_of_two_is_shown_again_when_a_third_came(anne, phone, ben):
    anne.post(1, title="A thing", size="4")
    old = phone.page(1)
    anne.post(1, title="At the desk", size="4")
    clash = phone.answer(old, 1, title="On the way", size="4")
    ben.post(1, title="Ben's thing", size="4")
    again = phone.choose(clash, "title", "On the way")
    assert again.status_code == 409
    assert "Ben&#x27;s thing" in words(again)
    assert phone.choose(again, "title", "On the way").status_code == 302


def test_what_was_taken_from_a_register_stays_so_when_it_is_chosen(anne, phone):
    anne.post(1, title="A thing", size="4")
    old = phone.page(3)
    anne.post(3, **{"mail-known": "use"})
    clash = phone.answer(old, 3, **{"mail-known": "change", "mail": "other@example.org"})
    assert clash.status_code == 409
    assert phone.choose(clash, "mail", anne.person.email, 3).status_code == 302
    assert Draft.objects.get().known["mail"]["value"] == anne.person.email


def test_what_a_colleague_laid_aside_stays_theirs_when_the_form_is_sent(anne, ben):
    filled(anne)
    old = ben.page(1)
    anne.post(1, title="As Anne says", size="4")
    assert ben.answer(old, 1, title="As Ben says", size="4").status_code == 409
    assert anne.send(anne.look()).status_code == 302
    left = Draft.objects.get()
    assert (left.person_id, left.data) == (ben.person.pk, {})
    assert "As Ben says" in words(ben.client.get(ben.at("case")))
    assert "As Ben says" not in words(anne.client.get(anne.at("case")))


def test_a_draft_remembers_only_its_latest_pages(anne):
    for turn in range(PAGES_KEPT + 2):
        anne.quietly(anne.page(1), 1, title=f"Turn {turn}")
    assert len(Draft.objects.get().pages) == PAGES_KEPT


def test_a_cleared_answer_is_cleared_for_both(anne, ben):
    filled(anne)
    ben.post(1, title="", size="4")
    assert "A thing" not in words(anne.page(1))


def test_the_receipt_says_what_was_sent_and_what_happens_next(anne, ben):
    filled(anne)
    anne.send(anne.look())
    page = words(anne.client.get(anne.at("receipt", 2)))
    assert "Giấy tiếp nhận hồ sơ" in page
    assert "hẹn trả kết quả" not in page, "nothing is promised"
    for said in (anne.case.number, "A thing", Answers.objects.get().sha256, "Anne", "/record/"):
        assert said in page
    assert ben.client.get(anne.at("receipt", 2)).status_code == 200
    assert anne.client.get(anne.at("receipt", 1)).status_code == 404
    stranger = Side(make.person("stranger"), anne.case)
    assert stranger.client.get(anne.at("receipt", 2)).status_code == 404
    officer = make.person("officer")
    HubRole.objects.create(person=officer, role="programme-officer", granted_at=make.MONDAY)
    assert Side(officer, anne.case).client.get(anne.at("receipt", 2)).status_code == 200


def test_who_comes_back_after_the_answer_got_lost_finds_the_receipt(anne, ben):
    filled(anne)
    looked = anne.look()
    anne.send(looked)
    receipt = anne.at("receipt", 2)
    for came_back in (anne.look(), anne.page(1), anne.client.get(anne.at("fill", "submit")), anne.send(looked)):
        assert came_back.url == receipt
    assert Answers.objects.count() == 1
    assert ben.look().status_code == 403
    late = anne.client.post(anne.at("fill-page", "submit", 1), {"title": "Too late", "size": "4"})
    assert late.status_code == 403
    assert "Too late" in words(late)


def test_what_is_asked_for_is_said_where_more_was_asked_and_a_reason_for_granting_is_not():
    data = make.changed(
        make.sample(),
        {
            "set": {
                "states.more_info": {"clock": "stop"},
                "states.granted": {"title": make.bi("Granted")},
                "actions.ask": make.action("screening", "more_info", "officer", require=["reason"]),
                "actions.answer": make.action("more_info", "screening", "applicant", form="request"),
                "actions.grant": make.action("screening", "granted", "officer", require=["reason"]),
                "actions.extend": make.action("granted", "screening", "applicant", form="request"),
            }
        },
    )
    make.published(data)
    anne, officer = make.person("anne"), make.person("officer", "programme-officer")
    side = Side(anne, Case.objects.get(pk=make.submitted(make.team(anne), anne)))

    def decided(action, reason, then):
        perform(case_id=side.case.pk, action=action, reason=reason, by=make.actor(officer), at=make.MONDAY)
        side.client.post(side.at("fill", then), {"title": "A thing", "size": "4"})
        return [words(side.client.get(side.at(name, then))) for name in ("fill", "send")]

    for page in decided("ask", "Which street?", "answer"):
        assert "Which street?" in page
    again = {"title": "A thing", "size": 4}
    perform(case_id=side.case.pk, action="answer", data=again, by=make.actor(anne), at=make.MONDAY)
    for page in decided("grant", "It meets the conditions", "extend"):
        assert "A thing" in page
        assert "It meets the conditions" not in page


def test_a_form_faulty_at_sending_leads_to_its_page(anne):
    anne.post(1, title="x", size="4", _save="1")
    wrong = anne.send(anne.look())
    assert wrong.status_code == 422
    assert anne.at("fill-page", "submit", 1) in words(wrong)


def test_the_whole_form_stands_on_one_page_too(anne):
    whole = words(anne.client.get(anne.at("fill", "submit") + "?whole=1"))
    assert 'name="title"' in whole
    assert 'name="home-ward"' in whole
    sent = {"title": "A thing", "size": "4", "mail": "a@example.org"}
    assert anne.client.post(anne.at("fill", "submit"), sent).url == anne.at("send", "submit")


def test_a_draft_of_the_time_before_is_still_read(anne, ben):
    Draft.objects.create(
        case=anne.case, form="request", person=ben.person, data={"title": "Old", "size": 3}, saved_at=make.MONDAY
    )
    assert 'value="Old"' in words(anne.page(1))
    anne.post(1, title="New", size="3")
    assert 'value="New"' in words(ben.page(1))


def test_the_page_of_a_form_that_there_is_not(anne):
    officer = make.person("officer", "programme-officer")
    by = make.actor(anne.person)
    data = {"title": "A thing", "size": 4, "mail": "a@example.org"}
    perform(case_id=anne.case.pk, action="submit", data=data, by=by, at=make.MONDAY)
    assert Side(officer, anne.case).client.get(anne.at("fill-page", "approve", 1)).status_code == 404


@pytest.fixture
def asked(anne):
    """A task on a case of Anne's, whose form computes and asks under a condition."""
    task = {"count": 1, "by": "reviewer", "form": "review", "assign": "group:reviewer"}
    changes = {
        "version": 2,
        "roles.reviewer": "assigned:review",
        "forms.review": "forms/review.schema.json",
        "states.screening": {"tasks": {"review": task}},
    }
    review = make.form(
        score={"type": "integer", "minimum": 1, "maximum": 5},
        why={"type": "string", "x-when": "data.score < 3"},
        twice={"type": "integer", "x-computed": "data.score * 2", "optional": True},
    )
    reviewer = make.person("reviewer", "reviewer")
    make.published(make.changed(make.sample(), {"set": changes}), make.sample_forms() | {"review": review})
    make.submitted(anne.case.owner, anne.person)
    client = Client()
    client.force_login(reviewer)
    return client, Task.objects.get()


def test_a_task_asks_what_its_answers_call_for_and_computes_for_itself(asked):
    client, task = asked
    address = url("task", task.pk)
    more = client.post(address, {"_shown": "score", "score": "2", "twice": "99"})
    assert more.status_code == 200
    assert 'name="why"' in words(more)
    assert client.post(address, {"_shown": "score why", "score": "2"}).status_code == 422
    sent = {"_shown": "score why", "score": "4", "why": "No longer asked.", "twice": "99"}
    assert client.post(address, sent).status_code == 302
    assert Task.objects.get(pk=task.pk).data == {"score": 4, "twice": 8}


def test_an_older_page_of_a_task_does_not_write_over_newer_answers_either(asked):
    client, task = asked
    address, quietly = url("task", task.pk), {"HX-Request": "true"}
    old, opened = fields(client.get(address)), fields(client.get(address))
    assert client.post(address, opened | {"score": "4"}, headers=quietly).status_code == 200
    assert client.post(address, old | {"score": ""}, headers=quietly).status_code == 200
    assert Draft.objects.get().data == {"score": 4}, "an untouched page wipes nothing"
    assert client.post(address, old | {"score": "5"}, headers=quietly).status_code == 409
    clash = client.post(address, old | {"score": "5"})
    assert clash.status_code == 409
    assert Task.objects.get(pk=task.pk).state == Task.State.OPEN
    marks = re.findall(r'name="_chosen-score" value="(\w+)"><span>(\d)', clash.content.decode())
    assert [said for _, said in marks] == ["4", "5"]
    assert client.post(address, fields(clash) | {"_chosen-score": marks[1][0]}).status_code == 302
    assert Task.objects.get(pk=task.pk).data == {"score": 5, "twice": 10}


def test_neither_does_a_program_write_what_a_task_computes(asked):
    _, task = asked
    data = {"score": 4, "twice": 99, "why": "Not asked."}
    submit_task(task_id=task.pk, data=data, by=make.actor(task.person), at=make.MONDAY)
    assert Task.objects.get(pk=task.pk).data == {"score": 4, "twice": 8}


def test_who_comes_too_late_to_send_is_told_who_was_first(anne, ben):
    filled(anne)
    looked = ben.look()
    anne.send(anne.look())
    late = ben.send(looked)
    assert late.status_code == 409
    assert "Anne" in words(late)
    assert Answers.objects.count() == 1


def test_there_is_nothing_to_send_where_no_form_is(anne):
    by = make.actor(anne.person)
    for action in ("approve", "nothing"):
        with pytest.raises(Refusal) as refused:
            send_form(case_id=anne.case.pk, action=action, looked="", by=by, at=make.MONDAY)
        assert refused.value.status == 404


@pytest.fixture
def asked_again():
    """A long form that the office sent back with a question."""
    spec = {
        "states.more_info": {"edit": ["applicant"]},
        "actions.ask": make.action("screening", "more_info", "officer", require=["reason"]),
        "actions.resubmit": make.action("more_info", "screening", "applicant", form="request"),
    }
    pages = [{"title": make.bi("One"), "questions": ["title"]}, {"title": make.bi("Two"), "questions": ["size"]}]
    make.published(
        make.changed(make.sample(), {"set": spec}), {"request": make.sample_forms()["request"] | {"x-pages": pages}}
    )
    applicant, officer = make.person("applicant"), make.person("officer", "programme-officer")
    case_id = make.submitted(make.team(applicant), applicant)
    perform(case_id=case_id, action="ask", reason="How wide is it?", by=make.actor(officer), at=make.MONDAY)
    return Side(applicant, Case.objects.get(pk=case_id))


def test_the_question_stands_on_every_page_of_the_answer(asked_again):
    for name, *more in (("fill", "resubmit"), ("fill-page", "resubmit", 1), ("send", "resubmit")):
        assert "How wide is it?" in asked_again.client.get(asked_again.at(name, *more)).content.decode(), name


def test_sending_the_same_again_is_warned_of_and_not_refused(asked_again):
    side, warned = asked_again, "Chưa có gì thay đổi"
    for name in ("fill", "send"):
        assert warned in side.client.get(side.at(name, "resubmit")).content.decode()
    hidden = {k: v for k, v in fields(side.client.get(side.at("fill-page", "resubmit", 2))).items() if k[0] == "_"}
    side.client.post(side.at("fill-page", "resubmit", 2), hidden | {"size": "9"})
    for name in ("fill", "send"):
        assert warned not in side.client.get(side.at(name, "resubmit")).content.decode()
    side.client.post(side.at("fill-page", "resubmit", 2), hidden | {"_drawn": "9", "size": "2"})
    look = side.client.get(side.at("send", "resubmit"))
    sent = {"seq": str(Case.objects.get().seq), "_looked": fields(look)["_looked"]}
    assert side.client.post(side.at("send", "resubmit"), sent).status_code == 302
    assert Case.objects.get().state == "screening"
