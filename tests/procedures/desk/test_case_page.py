"""The page of a case at the desk: what is typed stays whatever is pressed; whoever is done goes on with the queue."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from longbien.kernel.ids import to_slug
from longbien.procedures.actions.desk.handing import assign_cases
from longbien.procedures.actions.desk.keep_typed import keep_typed
from longbien.procedures.models import Answers, Case, Draft, Handler, Note
from longbien.procedures.queries.drafts import typed_at_desk
from tests.people.make import client_of
from tests.procedures import make
from tests.procedures.desk.world import Office

pytestmark = pytest.mark.django_db
NOW = make.MONDAY + timedelta(days=3)
WHY, NOTE = "Thiếu bản vẽ <b>mặt cắt</b>", "Gọi lại chiều nay"
BOXES = {"text": NOTE, "reason": WHY}


@pytest.fixture
def desk(office):
    case = office.file()
    return office, case, client_of(office.people["lan"]), f"/en/cases/{to_slug(case)}/desk"


def kept(office, case):
    return typed_at_desk(Case.objects.get(pk=case), office.actor("lan"))


@pytest.mark.parametrize("press", ["", "open:reject", "close", "take", "again", "nonsense", "drop:nothing"])
def test_what_is_typed_stays_whatever_is_pressed(desk, press):
    office, case, client, url = desk
    taking = {"case": to_slug(case), "person": to_slug(office.people["lan"].pk), "back": "case", "do": "give"}
    answer = client.post(f"{url}?do=approve", {**BOXES, **taking, "press": press})
    assert answer.status_code == 302
    assert answer.url.startswith(url)
    page = client.get(f"{url}?do=approve").content.decode()
    assert NOTE in page
    assert "Thiếu bản vẽ &lt;b&gt;mặt cắt" in page
    assert Handler.objects.filter(case=case).exists() == (press == "take")


def test_another_language_shows_the_same_page_with_the_same_text(desk):
    _, case, client, url = desk
    answer = client.post(f"/cases/{to_slug(case)}/desk?do=approve&list=whose%3Dmine", {**BOXES, "_language": "vi"})
    assert answer.url == f"/cases/{to_slug(case)}/desk?do=approve&list=whose%3Dmine"
    assert NOTE in client.get(answer.url).content.decode()
    assert (
        f'form="work" formaction="/cases/{to_slug(case)}/desk?do=approve"'
        in client.get(f"{url}?do=approve").content.decode()
    )
    own = client.post(f"/en/cases/{to_slug(case)}/do/approve/send", {"reason": WHY, "_language": "en"})
    assert own.status_code == 200
    assert "Thiếu bản vẽ &lt;b&gt;mặt cắt" in own.content.decode()
    assert Case.objects.get(pk=case).state == "screening"


def test_a_note_is_kept_and_the_reason_stays(desk):
    office, case, client, url = desk
    answer = client.post(f"{url}?do=approve&list=whose%3Dmine", {**BOXES, "press": "note"})
    assert answer.url == f"{url}?list=whose%3Dmine&do=approve#notes"
    assert Note.objects.get().text == NOTE
    assert kept(office, case) == {"reason:approve": WHY}
    assert client.post(url, {"text": "", "press": "note"}).status_code == 422


def test_it_saves_itself_and_takes_nothing_from_another_tab(desk):
    office, case, client, url = desk
    page = client.get(f"{url}?do=approve").content.decode()
    mark = page.partition('name="_drawn-text" value="')[2].partition('"')[0]
    saved = client.post(f"{url}?do=approve", BOXES, headers={"HX-Request": "true"})
    assert saved.status_code == 204
    stale = {"text": "", "_drawn-text": mark, "reason": "", "_drawn-reason": mark, "press": "close"}
    client.post(f"{url}?do=approve", stale)
    assert kept(office, case) == {"note": NOTE, "reason:approve": WHY}
    client.post(f"{url}?do=approve", {"text": "", "reason": " "})
    assert not Draft.objects.exists()


def test_nobody_else_reads_it_and_nobody_outside_writes(desk):
    office, case, client, url = desk
    client.post(url, BOXES)
    assert NOTE not in client_of(office.people["minh"]).get(url).content.decode()
    for name in ("reviewer", "outsider"):
        assert client_of(office.people[name]).post(url, BOXES).status_code in (403, 404)
    keep_typed(case_id=case, texts={"note": "x\0y"}, by=office.actor("minh"), at=NOW)
    assert typed_at_desk(Case.objects.get(pk=case), office.actor("minh")) == {"note": "xy"}
    assert kept(office, case) == {"note": NOTE}


def test_when_it_is_done_the_queue_goes_on(office):
    cases, client = office.many(3), client_of(office.people["lan"])
    assign_cases(case_ids=cases, person_id=office.actor("lan").id, by=office.actor("lan"), at=NOW)
    here = f"/en/cases/{to_slug(cases[0])}/desk?list=whose%3Dmine"
    following = f"/en/cases/{to_slug(cases[1])}/desk?list=whose%3Dmine"
    assert f'rel="next" href="{following}"' in client.get(here).content.decode()
    answer = client.post(f"{here}&do=reject", {"reason": WHY, "text": NOTE, "list": "whose=mine", "press": "go:reject"})
    assert answer.url == "/en/desk/?whose=mine"
    page = client.get(answer.url).content.decode()
    number = Case.objects.get(pk=cases[0]).number
    assert f'Done: Reject · <a href="{here}">{number}</a>' in page
    assert f'Next case: <a href="{following}">' in page
    assert kept(office, cases[0]) == {"note": NOTE}
    assert Case.objects.get(pk=cases[0]).moves.get(seq=3).reason == WHY


def test_what_is_refused_comes_back_beside_the_documents(desk):
    _, _, client, url = desk
    empty = client.post(f"{url}?do=approve", {"text": NOTE, "reason": "", "press": "go:approve"})
    page = empty.content.decode()
    assert empty.status_code == 422
    assert 'href="#f-reason"' in page
    assert "Ngập úng Đống Đa" in page
    assert NOTE in page


def test_whoever_asks_for_more_is_told_to_write_what(db):
    office = Office({"actions.ask.require": ["reason"]})
    asks = {"vi": "Hãy viết nội dung cần bổ sung và lý do.", "en": "Write what is to be added, and why."}
    case = office.file()
    client = client_of(office.people["lan"])
    for prefix, words in (("", asks["vi"]), ("/en", asks["en"])):
        url = f"{prefix}/cases/{to_slug(case)}/desk?do=ask"
        assert words in client.post(url, {"reason": "", "press": "go:ask"}).content.decode()


def test_who_comes_second_reads_why_and_keeps_the_text(desk):
    office, case, client, url = desk
    office.do(case, "pass", "minh", at=NOW)
    late = client.post(f"{url}?do=reject", {"reason": WHY, "seq": "2", "press": "go:reject"})
    assert late.status_code == 409
    page = late.content.decode()
    assert "Minh" in page
    assert "Typed for “Reject” and not sent" in page
    assert "Thiếu bản vẽ &lt;b&gt;mặt cắt" in page
    stale = client.post(f"{url}?do=approve", {"reason": WHY, "seq": "2", "press": "go:approve"})
    assert stale.status_code == 409
    assert "Minh" in stale.content.decode()
    assert kept(office, case) == {"reason:reject": WHY, "reason:approve": WHY}
    client.post(url, {"press": "drop:reason:reject"})
    assert kept(office, case) == {"reason:approve": WHY}


@pytest.fixture
def advised(db):
    more = {
        "forms.advice": "forms/advice.schema.json",
        "actions.advise": {
            "from": "screening",
            "to": "review",
            "by": "officer",
            "form": "advice",
            "title": make.bi("Advise"),
        },
    }
    advice = {"advice": make.form(words={"type": "string", "maxLength": 900}, rank={"type": "string", "maxLength": 9})}
    office = Office(more, advice)
    case = office.file()
    return office, case, client_of(office.people["lan"]), f"/en/cases/{to_slug(case)}/desk"


def test_a_form_is_written_looked_at_and_sent_beside_the_documents(advised):
    _, _, client, url = advised
    at = f"{url}?do=advise&list=whose%3Dall"
    page = client.get(at).content.decode()
    shown = page.partition('name="_shown" value="')[2].partition('"')[0]
    form = {"words": "Nên làm", "rank": "", "_shown": shown, "list": "whose=all"}
    wrong = client.post(at, {**form, "text": NOTE, "press": "go:advise"})
    assert wrong.status_code == 422
    assert "Nên làm" in wrong.content.decode()
    assert "Ngập úng Đống Đa" in wrong.content.decode()
    client.post(at, {**form, "rank": "4", "text": NOTE, "press": "note"})
    assert "Nên làm" in client.get(at).content.decode()
    on = client.post(at, {**form, "rank": "4", "press": "go:advise"})
    assert on.url == f"{url}?list=whose%3Dall&do=advise&look=1#decide"
    look = client.get(on.url).content.decode()
    assert "Nên làm" in look
    assert 'value="open:advise#f-words"' in look
    change = client.post(on.url, {"press": "open:advise#f-words", "list": "whose=all"})
    assert change.url == f"{url}?list=whose%3Dall&do=advise#f-words"
    looked = look.partition('name="_looked" value="')[2].partition('"')[0]
    other = client.post(on.url, {"press": "go:advise", "_looked": "words:0", "list": "whose=all"})
    assert other.status_code == 409
    done = client.post(on.url, {"press": "go:advise", "_looked": looked, "list": "whose=all", "seq": "2"})
    assert done.url == "/en/desk/?whose=all"
    assert Answers.objects.get(form="advice").data == {"words": "Nên làm", "rank": "4"}


def test_an_officer_who_comes_from_the_record_goes_to_the_desk_not_to_a_receipt(advised):
    _, case, client, url = advised
    path = f"/en/cases/{to_slug(case)}/do/advise"
    client.post(path, {"words": "Nên làm", "rank": "4"})
    look = client.get(f"{path}/send").content.decode()
    looked = look.partition('name="_looked" value="')[2].partition('"')[0]
    assert client.post(f"{path}/send", {"_looked": looked, "seq": "2"}).url == url
    assert "/receipt/3" in client.get(url).content.decode()


def test_the_page_asks_no_more_for_a_queue(desk):
    _, _, client, url = desk
    counts = []
    for at in (url, f"{url}?list=whose%3Dall", f"{url}?list=whose%3Dall&do=approve"):
        client.get(at)
        with CaptureQueriesContext(connection) as queries:
            client.get(at)
        counts.append(len(queries))
    assert max(counts) <= 17, counts


@pytest.fixture
def worded(db):
    wording = [{"vi": "Đủ điều kiện.", "en": "It is fit."}, {"vi": "Đã thẩm định.", "en": "It was reviewed."}]
    office = Office({"actions.approve.reason": {"wording": wording}})
    case = office.file()
    return office, case, client_of(office.people["lan"]), f"/en/cases/{to_slug(case)}/desk"


def ticked(page: str) -> list[str]:
    return [
        box.partition('value="')[2][0]
        for box in page.split("<input")[1:]
        if 'name="wording"' in box and "checked" in box
    ]


def test_what_was_ticked_stays_ticked(worded):
    office, case, client, url = worded
    chosen = {"wording": ["1"], "reason": "Thêm một ý."}
    client.post(f"{url}?do=approve", chosen, headers={"HX-Request": "true"})
    for press in ("close", "open:reject", ""):
        client.post(f"{url}?do=approve", {**chosen, "press": press})
        page = client.get(f"{url}?do=approve").content.decode()
        assert ticked(page) == ["1"]
        assert "Thêm một ý.</textarea>" in page
    assert "begun" in client.get(url).content.decode()
    client.post(f"{url}?do=approve", {"reason": "Thêm một ý.", "press": "close"})
    assert ticked(client.get(f"{url}?do=approve").content.decode()) == []
    client.post(f"{url}?do=approve", {**chosen, "press": "go:approve"})
    assert Case.objects.get(pk=case).moves.get(seq=3).reason == "Đã thẩm định.\nThêm một ý."
    assert kept(office, case) == {}


def test_what_was_ticked_for_what_can_not_be_done_any_more_is_shown_and_dropped(worded):
    office, case, client, url = worded
    client.post(f"{url}?do=approve", {"wording": ["1"], "reason": ""})
    office.do(case, "reject", "minh", at=NOW, reason="Không")
    page = client.get(url).content.decode()
    assert "Đã thẩm định." in page
    client.post(url, {"press": "drop:reason:approve"})
    assert kept(office, case) == {}
