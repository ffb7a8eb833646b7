"""The pages of a buy-out: its price, a preview, two officers, each side's own notice; nothing of it for others."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from longbien.capital.models import BuyOut, Terms
from longbien.capital.queries.funds import terms
from longbien.capital.queries.investing.plans import distribution_terms
from longbien.capital.rules.public.terms import Band
from longbien.capital.rules.public.terms import BuyOut as Schedule
from longbien.capital.views.investing.terms import begun_of
from longbien.capital.waiting import money as drafts
from longbien.people.queries import today
from longbien.record.actions.deliver import deliver
from tests.capital.make_buy_outs import BUY_ON, buys, fund_with_schedule
from tests.capital.make_investing import Portfolio, portfolio
from tests.people.make import actor, client_of

pytestmark = pytest.mark.django_db
SCHEDULE = {
    "scope": "fund", "carry": "20", "hurdle": "8", "compounding": "compound", "day_count": "30/360", "catch_up": "100",
    "target": "profit", "escrow": "0", "public": "buy-out", "recycling": "0", "after_years": "2", "until_years": "8",
    "schedule": "4: 1\n5,5 %\n", "retroactive": "yes",
}  # fmt: skip


def words(reply: Any) -> str:
    return " ".join(reply.content.decode().split())


def at_once() -> Portfolio:
    """A fund whose public share may be bought on any day, this one too."""
    return fund_with_schedule(after_years=0, until_years=60)


def sent(**more: Any) -> dict[str, Any]:
    return {"on": today().isoformat(), "part-1": "450", "part-2": "150", **more}


def test_two_officers_buy_it_out_on_the_pages() -> None:
    made = at_once()
    one, two = client_of(made.fund.one), client_of(made.fund.two)
    form = reverse("investing:new-buyout", args=[made.id])
    assert form in words(one.get(reverse("investing:portfolio", args=[made.id])))
    page = words(one.get(form))
    assert "Giá được tính thế nào" in page
    assert "Lần gọi vốn 1" in page
    assert "1 % đến năm 4, 5 % sau đó" in page
    assert 'name="do" value="prepare"' not in page
    shown = words(one.post(form, sent()))
    assert 'name="do" value="prepare"' in shown
    assert "Tổ chức first" in shown
    unproved = one.post(form, sent(do="prepare"))
    assert unproved.status_code == 422
    assert "Cần tài liệu làm chứng" in words(unproved)
    assert 'value="450"' in words(unproved)
    wrong = one.post(form, sent(**{"part-1": "451"}))
    assert wrong.status_code == 422
    assert "không hơn không kém" in words(wrong)
    paper = SimpleUploadedFile("uy-nhiem-chi.txt", b"Paid")
    page = one.post(form, sent(do="prepare", evidence=paper))["Location"]
    row = BuyOut.objects.get()
    assert page == reverse("investing:buyout", args=[row.pk]) == one.get(form)["Location"]
    assert [where.url for where in drafts(made.fund.two)] == [page]
    assert [*drafts(made.fund.one)] == []
    seen = words(two.get(page))
    assert "Bạn là cán bộ thứ hai" in seen
    assert "Phần không đường đi nào giải thích: 0" in seen
    do = reverse("investing:do-buyout", args=[row.pk, "confirm"])
    assert one.post(do).status_code == 403
    assert two.post(do)["Location"] == page
    unit = words(one.get(f"{page}?unit=1"))
    assert "Bên trả" in unit
    assert "Ngân sách" in unit
    assert "Không có đơn vị này" in words(one.get(f"{page}?unit=99999"))
    assert one.get(reverse("investing:buyout-json", args=[row.pk])).json()["residual"] == "0"
    evidence = one.get(reverse("investing:buyout-evidence", args=[row.pk]))
    assert b"".join(evidence.streaming_content) == b"Paid"
    assert "Phần vốn công được mua lại ngày" in words(one.get(reverse("capital:vehicle", args=[made.id])))
    english = words(one.get("/en" + reverse("capital:vehicle", args=[made.id])))
    assert "The public share was bought out" in english


def test_each_side_reads_its_own_notice_and_nobody_the_other_ones() -> None:
    made = at_once()
    moment = datetime.now(ZoneInfo(settings.HUB.timezone))
    row = buys(made, moment)
    people = {who: actor(lead_of=made.fund.orgs[who], name=f"Người {who}") for who in ("city", "first", "second")}
    while deliver(clock=lambda: moment + timedelta(minutes=1)):
        pass
    parts = {one.commitment_id: one for one in row.parts.all()}
    for who, told in (("city", "chuyển giao"), ("first", "nhận lại")):
        part = parts[made.fund.commitments[who]]
        page = reverse("investing:buyout-part", args=[part.pk])
        letters = [one for one in mail.outbox if page in one.body]
        assert [people[who].name in one.body for one in letters] == [True]
        assert "Thông báo mua lại phần vốn công" in letters[0].subject
        assert str(abs(part.price)) not in letters[0].body.replace(page, "")
        own = client_of(people[who])
        assert told in words(own.get(page))
        assert "Lần gọi vốn 1" in words(own.get(page))
        assert reverse("capital:call", args=[made.row.calls.get().pk]) not in words(own.get(page))
        assert page in words(own.get(reverse("capital:commitment", args=[part.commitment_id])))
        paper = own.get(reverse("investing:buyout-part-pdf", args=[part.pk]))
        assert b"".join(paper.streaming_content).startswith(b"%PDF")
        other = client_of(people["second"])
        assert other.get(page).status_code == 404
    assert own.get(reverse("investing:buyout", args=[row.pk])).status_code == 404
    assert client_of(actor("auditor")).get(reverse("investing:buyout", args=[row.pk])).status_code == 200
    assert client_of(actor()).get(reverse("investing:new-buyout", args=[made.id])).status_code == 403


def test_a_notice_that_is_not_printed_yet_says_so() -> None:
    made = at_once()
    row = buys(made, datetime.now(ZoneInfo(settings.HUB.timezone)))
    part = row.parts.first()
    assert part is not None
    reply = client_of(made.fund.one).get(reverse("investing:buyout-part-pdf", args=[part.pk]))
    assert reply.status_code == 404
    assert "đang được in" in words(reply)


def test_why_it_can_not_be_bought_is_told_before_anything_is_asked() -> None:
    made = fund_with_schedule()
    one = client_of(made.fund.one)
    form = reverse("investing:new-buyout", args=[made.id])
    assert "quyền mua có từ ngày 12/03/2028 đến hết ngày 12/03/2034" in words(one.get(form))
    assert "306" in words(one.get(f"{form}?on={BUY_ON.date()}"))
    assert one.get(f"{form}?on=x").status_code == 200
    assert one.post(form, sent()).status_code == 422
    none = portfolio()
    plain = reverse("investing:new-buyout", args=[none.id])
    officer = client_of(none.fund.one)
    assert "không cho bên tư nhân mua lại" in words(officer.get(plain))
    assert officer.post(plain, sent()).status_code == 409
    assert plain not in words(officer.get(reverse("investing:portfolio", args=[none.id])))


def test_a_schedule_is_stated_as_questions() -> None:
    made = portfolio(None)
    one, form = client_of(made.fund.one), reverse("investing:terms", args=[made.id])
    for name, wrong in (("after_years", ""), ("schedule", ""), ("schedule", "4: x"), ("schedule", "4: 1\n3: 2\n5")):
        assert one.post(form, {**SCHEDULE, name: wrong}).status_code == 422
    assert one.post(form, {**SCHEDULE, "until_years": "1"}).status_code == 422
    assert one.post(form, {**SCHEDULE, "public": "capped"}).status_code == 422
    assert one.post(form, SCHEDULE)["Location"] == reverse("investing:portfolio", args=[made.id])
    found = distribution_terms(made.id)
    assert found is not None
    assert isinstance(found.public, Schedule)
    assert [float(band.rate) for band in found.public.schedule] == [0.01, 0.055]
    assert (found.public.after_years, found.public.until_years, found.public.retroactive) == (2, 8, True)
    assert isinstance(found.public.schedule[0], Band)
    again = words(one.get(form))
    assert "4: 1 5.5" in again
    assert one.post(form, SCHEDULE).status_code == 302
    assert Terms.objects.filter(vehicle=made.id).count() == 2  # the same answers are the same terms
    at_any_time = {**SCHEDULE, "after_years": "0"}
    assert one.post(form, at_any_time).status_code == 302
    assert begun_of(terms(made.id).rules.distribution)["after_years"] == 0
