"""The reason of a decision: wording to tick, own words; and its letter, looked at before it is sent."""

import pytest
from django.test import Client
from django.urls import reverse

from longbien.procedures.models import Letter, Move, QuorumVote
from longbien.procedures.views.filling import sending
from longbien.record.queries import chain
from tests.procedures import make
from tests.procedures.world import World, other

pytestmark = pytest.mark.django_db
WORDING = [{"vi": "Đủ điều kiện.", "en": "It is fit."}, {"vi": "Đã thẩm định.", "en": "It was reviewed."}]
TWO = {"actions.approve.quorum": 2}
WITH = {
    "letters": {"award": "letters/award.typ"},
    "actions.approve.do": ["letter award", "notify applicant"],
    "actions.approve.reason": {"wording": WORDING},
}


@pytest.fixture
def world(request):
    found = World.of({})
    more = getattr(request, "param", {})
    found.play([{"publish": WITH | more}, {"by": "applicant", "open": True}, {"by": "applicant", "do": "submit"}])
    return found


@pytest.fixture
def officer(world):
    client = Client(headers={"host": "localhost"})
    client.force_login(world.people["officer"])
    return client


def send(officer, world, **typed):
    address = reverse("procedures:send", args=[world.case_id, "approve"])
    return officer.post(address, {"seq": str(world.case.seq)} | typed)


def test_wording_that_is_ticked_is_the_reason_in_the_hub_s_first_language(world, officer):
    assert send(officer, world, wording=["1"], reason="Thêm một ý.").status_code == 302
    assert Move.objects.order_by("-seq")[0].reason == "Đã thẩm định.\nThêm một ý."
    assert Letter.objects.get().data["reason"] == "Đã thẩm định.\nThêm một ý."


@pytest.mark.parametrize("ticked", [[], ["7"], ["x"]])
def test_neither_ticked_nor_written_is_no_reason(world, officer, ticked):
    answer = send(officer, world, wording=ticked, reason=" ")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Hãy đánh dấu ít nhất một câu hoặc viết lý do." in page
    assert "không bắt buộc" not in page
    assert world.case.state == "screening"


def test_the_page_says_what_follows(world, officer):
    for address in (
        reverse("procedures:send", args=[world.case_id, "approve"]),
        f"{reverse('procedures:desk-case', args=[world.case_id])}?do=approve",
    ):
        page = officer.get(address).content.decode()
        assert "Đủ điều kiện." in page
        assert "Một văn bản có số được lập, ký số và đưa vào hồ sơ." in page
        assert 'name="_preview" value="award"' in page


def test_a_preview_is_the_letter_and_nothing_happens(world, officer):
    before = len(chain(world.case.subject))
    seen = send(officer, world, reason="Good.", _preview="award")
    assert (seen.status_code, seen["Content-Type"], seen.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert (world.case.state, Letter.objects.count(), len(chain(world.case.subject))) == ("screening", 0, before)
    assert send(officer, world, reason="Good.").status_code == 302, "and nothing stands in the way"
    assert Letter.objects.get().number.endswith("1"), "the preview took no number"


def test_a_preview_looks_like_a_draft(world, officer, monkeypatch):
    """No number is on it, and across each page stands that it is one."""
    drawn = []
    monkeypatch.setattr(sending, "draw", lambda *given, **how: drawn.append((given[1]["number"], how)) or b"%PDF-")
    send(officer, world, reason="Good.", _preview="award")
    ((number, how),) = drawn
    assert number == "……"
    assert how["is_draft"] is True


def test_a_preview_needs_what_the_action_needs(world, officer):
    assert send(officer, world, reason="", _preview="award").status_code == 422
    stranger = Client(headers={"host": "localhost"})
    stranger.force_login(world.people["outsider"])
    assert send(stranger, world, reason="Good.", _preview="award").status_code == 404


@pytest.mark.parametrize("world", [TWO], indirect=True)
def test_while_others_must_agree_there_is_no_letter_to_look_at(world, officer):
    answer = send(officer, world, reason="Good.", _preview="award")
    assert answer.status_code == 409
    assert "Văn bản chỉ được lập khi đủ người đồng ý." in answer.content.decode()
    assert not QuorumVote.objects.exists(), "and looking was no vote"


def test_a_letter_tells_how_long_its_decision_may_be_appealed():
    world = World.of({})
    appeal = {"procedure": "test.appeal", "within": "10wd", "reopen": "again"}
    make.published(make.changed(other("test.appeal"), {"set": {}}), {})
    again = {
        "title": {"vi": "a", "en": "b"},
        "from": "rejected",
        "to": "screening",
        "by": "system",
        "require": ["reason"],
    }
    changes = {"states.rejected.appeal": appeal, "actions.again": again, "actions.reject.do": ["letter award"]}
    world.play([
        {"publish": WITH | changes},
        {"by": "applicant", "open": True},
        {"by": "applicant", "do": "submit"},
        {"by": "officer", "do": "reject", "reason": "No."},
    ])  # fmt: skip
    said = Letter.objects.get().data["appeal"]
    assert said["within"] == {"vi": "10 ngày làm việc", "en": "10 working days"}
    assert said["until"]["en"] == "21 December 2026", "the day of the decision, Monday 7 December, does not count"


def test_one_that_can_not_be_appealed_says_nothing_of_it(world, officer):
    send(officer, world, reason="Good.")
    assert Letter.objects.get().data["appeal"] is None
