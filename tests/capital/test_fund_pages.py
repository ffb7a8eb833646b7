"""The pages of funds: the cockpit for everyone, four eyes for officers, one's own for investors; no script needed."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from longbien.capital.actions.play import play
from longbien.capital.effects import FORM, commit_by_case, funds
from longbien.capital.models import Call, Close, Commitment, Notice, Vehicle
from longbien.capital.queries.funds import book, cards, vehicles
from longbien.capital.queries.funds.scripts import scripts
from longbien.capital.search import search
from longbien.capital.waiting import drafts, notices
from longbien.kernel.actor import ANONYMOUS, SYSTEM
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal
from longbien.ledger.queries import audit
from longbien.people.actions.load_demonstration import load_demonstration
from longbien.people.queries import today
from longbien.people.registry import holders
from longbien.procedures.registry import EffectCall
from longbien.record.actions.deliver import deliver
from longbien.site.actions.load_hub import load_hub
from longbien.site.folder import read_folder
from tests.capital.make_funds import Fund, closed, later
from tests.people.make import NOW, actor, client_of, organisation

pytestmark = pytest.mark.django_db


def words(reply) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reply.content.decode()))


def page(made: Fund, who, name: str = "vehicle", key=None) -> str:
    return words(client_of(who).get(reverse(f"capital:{name}", args=[key or made.id])))


def test_everyone_reads_sums_and_rules_and_no_names():
    made = closed()
    said = words(Client().get(reverse("capital:programme")))
    assert "Quỹ Thử" in said
    assert "0,67" in said  # 401 private for 600 public
    shown = words(Client().get(reverse("capital:vehicle", args=[made.id])))
    assert "Chưa được luật sư xác nhận" in shown
    assert "Số của điều" in shown
    assert "khớp đến đơn vị cuối cùng" in shown
    assert "Tổ chức first" not in shown
    rules = words(Client().get("/en" + reverse("capital:rules", args=["model"])))
    assert "Model Act, Art. 1" in rules
    assert "60 %" in rules
    assert Client().get(reverse("capital:rules", args=["none"])).status_code == 404
    [told] = Client().get(reverse("capital:programme-json")).json()["funds"]
    assert told["committed"] == {
        "public": {"minor": "600", "currency": "VND"}, "private": {"minor": "401", "currency": "VND"},
    }  # fmt: skip
    assert "Quỹ Thử,model,VND,600,401,0,0,0" in Client().get(reverse("capital:programme-csv")).content.decode()


def test_two_officers_walk_from_a_commitment_to_a_receipt():
    made = closed()
    one, two = client_of(made.one), client_of(made.two)
    vehicle = reverse("capital:vehicle", args=[made.id])
    late = {"investor": str(made.orgs["late"]), "source": "private", "amount": "999"}
    assert one.post(f"{vehicle}/commit", late)["Location"] == vehicle
    assert "thêm 999 ₫ đã ký, chờ đợt đóng" in words(one.get(vehicle))
    key = str(Commitment.objects.get(organisation=made.orgs["late"]).pk)
    asked = {"commitments": [key], "on": today().isoformat(), "due_on": (today() + timedelta(days=9)).isoformat()}
    shown = one.post(f"{vehicle}/close", {**asked, "do": "preview"})
    assert shown.status_code == 200
    assert "Tổ chức late" in words(shown)
    assert not Close.objects.filter(state="draft").exists()
    draft = one.post(f"{vehicle}/close", {**asked, "do": "prepare"})["Location"]
    assert "Phải có cán bộ khác xác nhận" in words(one.get(draft))
    assert one.post(f"{draft}/confirm").status_code == 403
    assert "Bạn là cán bộ thứ hai" in words(two.get(draft))
    assert two.post(f"{draft}/confirm")["Location"] == draft
    call = {"amount": "200", "purpose": "Khoản đầu tư đầu tiên", "due_on": (today() + timedelta(days=10)).isoformat()}
    assert "phải" in words(one.post(f"{vehicle}/call", {**call, "amount": "5000"}))
    for path, right, wrong in (
        ("call", call, {"due_on": today().isoformat()}),
        ("close", asked, {"on": (today() + timedelta(days=1)).isoformat()}),
    ):
        assert one.post(f"{vehicle}/{path}", {**right, **wrong, "do": "preview"}).status_code == 422  # as its draft
    assert "Không có cam kết đã ký nào chờ đợt đóng" in words(one.get(f"{vehicle}/close"))
    draft = one.post(f"{vehicle}/call", {**call, "do": "prepare"})["Location"]
    assert two.post(f"{draft}/drop", {"reason": ""}).status_code == 422
    two.post(f"{draft}/confirm")
    notice = Notice.objects.get(commitment=key, call__isnull=False)
    address = reverse("capital:notice", args=[notice.pk])
    assert one.post(f"{address}/receipt", {"amount": "101", "received_on": today().isoformat()}).status_code == 422
    one.post(f"{address}/receipt", {"amount": "40", "received_on": today().isoformat(), "reference": "B-7"})
    assert "B-7" in words(one.get(address))
    assert one.post(f"{address}/default", {"reason": "Chưa nộp đủ"}).status_code == 409
    assert made.residual == 0
    for verb in ("confirm", "unknown"):
        assert two.post(f"{draft}/{verb}").status_code in (404, 409)
    assert two.post(f"{reverse('capital:close', args=[Close.objects.first().pk])}/unknown").status_code == 404


def test_a_breach_is_shown_with_its_article_and_the_answers_are_kept():
    made = closed()
    vehicle = reverse("capital:vehicle", args=[made.id])
    city = {"investor": str(made.orgs["city"]), "source": "public", "amount": "5000"}
    reply = client_of(made.one).post(f"{vehicle}/commit", city)
    assert reply.status_code == 422
    assert "Model Act, Điều 1" in words(reply)
    assert "5.000" in reply.content.decode()


def test_an_officer_opens_a_fund_and_a_bad_percentage_is_refused():
    made = closed()
    one, url = client_of(made.one), reverse("capital:new-vehicle")
    asked = {"name": "Quỹ Hai", "pack": "model", "charter": "1000", "board_seats": "3", "term_years": "10",
             "notice_days": "10", "grace_days": "15", "equalisation_rate": "8", "fee": "2,5", "fee_until": "5",
             "fee_after": "1"}  # fmt: skip
    for wrong in ({"equalisation_rate": "eight"}, {"fee": "51"}, {"board_seats": "10"}, {"charter": ""}):
        assert one.post(url, {**asked, **wrong}).status_code == 422
    opened = one.post(url, asked)
    assert "2,5 %" in words(one.get(opened["Location"]))
    dollars = one.post(f"{url}?currency=USD", {**asked, "name": "Quỹ Ba", "charter": "10,5"})
    assert Vehicle.objects.get(name="Quỹ Ba").charter == 1050
    assert dollars.status_code == 302
    assert client_of(actor("programme-officer")).get(url).status_code == 403


def test_an_investor_has_a_portal_of_their_own():
    made = closed()
    call = made.calls(200)
    own = actor(lead_of=made.orgs["first"])
    browser = client_of(own)
    mine = words(browser.get(reverse("capital:mine")))
    assert "Quỹ Thử" in mine
    assert "Tổ chức second" not in mine
    assert browser.get(reverse("capital:commitment", args=[made.commitments["first"]])).status_code == 200
    assert browser.get(reverse("capital:commitment", args=[made.commitments["second"]])).status_code == 404
    notice = made.notice("first", call)
    assert browser.get(reverse("capital:notice", args=[notice.pk])).status_code == 200
    assert browser.get(reverse("capital:receipt", args=[notice.pk])).status_code == 403
    assert browser.get(reverse("capital:call", args=[call.pk])).status_code == 404
    assert "Phần góp vốn của bạn" in page(made, own)
    assert "Tổ chức second" not in page(made, own)
    auditor = actor("auditor")
    assert "Tổ chức second" in page(made, auditor)
    draft = made.prepares_call(50)
    seen = client_of(auditor).get(reverse("capital:call", args=[draft.pk]))
    assert "Bạn là cán bộ thứ hai" not in words(seen)
    assert client_of(auditor).post(reverse("capital:do-call", args=[draft.pk, "confirm"])).status_code == 403
    assert [one.url for one in notices(own)] == [reverse("capital:notice", args=[notice.pk])]
    assert [*notices(ANONYMOUS)] == [*drafts(own)] == []
    assert Client().get(reverse("capital:mine")).status_code == 302
    assert "chưa có cam kết" in words(client_of(actor()).get(reverse("capital:mine")))


def test_clauses_withdrawals_refunds_and_fees_have_their_pages():
    made = closed()
    one, two = client_of(made.one), client_of(made.two)
    key = reverse("capital:commitment", args=[made.commitments["first"]])
    one.post(f"{key}/clause", {"kind": "fee", "words": "Miễn năm đầu", "since": today().isoformat()})
    assert "Miễn năm đầu" in words(one.get(key))
    gone = reverse("capital:commitment", args=[made.commits("late", 7)])
    assert one.post(f"{gone}/withdraw", {"reason": ""}).status_code == 422
    assert one.post(f"{gone}/withdraw", {"reason": "Đổi ý"})["Location"] == gone
    assert "Đã rút" in words(one.get(gone))
    call = made.calls(100)
    made.commits("late", 100, at=later(30))
    close = made.closes("late", at=later(30))
    url = reverse("capital:close", args=[close.pk])
    assert two.post(f"{url}/refunds").status_code == 409
    made.pays("late", close, at=later(31))
    assert "có thể hoàn trả" in words(two.get(url))
    two.post(f"{url}/refunds")
    assert "Đã hoàn ngày" in words(two.get(url))
    assert one.post(reverse("capital:fee", args=[made.id])).status_code in (302, 409)
    assert [where.url for where in drafts(made.two)] == []
    draft = made.prepares_call(50, at=later(40))
    assert [where.url for where in drafts(made.two)] == [reverse("capital:call", args=[draft.pk])]
    assert [*drafts(made.one)] == []
    assert call.number == 1


def test_a_letter_names_the_fund_and_the_day_and_no_amount():
    made = closed()
    own = actor(lead_of=made.orgs["first"])
    call = made.calls(100)
    while deliver(clock=lambda: NOW + timedelta(days=400)):
        pass
    told = [one for one in mail.outbox if own.name in one.body]
    assert [one.subject for one in told] == [
        "Thông báo góp vốn, hạn 12/03/2026: Quỹ Thử", "Quá hạn góp vốn ngày 12/03/2026: Quỹ Thử",
    ]  # fmt: skip
    assert Notice.objects.filter(missed_at=None).count() == 0
    assert reverse("capital:notice", args=[made.notice("first", call).pk]) in told[0].body
    assert own.name in told[0].body
    paper = client_of(own).get(reverse("capital:notice-pdf", args=[made.notice("first", call).pk]))
    assert b"".join(paper.streaming_content).startswith(b"%PDF")
    assert client_of(own).get(reverse("capital:notice-pdf", args=[made.notice("city", call).pk])).status_code == 404


def test_search_finds_a_fund_and_privacy_tells_what_is_kept():
    made = closed()
    assert [hit.title for hit in search(ANONYMOUS, "quy thu")] == ["Quỹ Thử"]
    holder = next(one for one in holders() if one.room == "capital")
    held = holder.export(made.two.person_id).data
    assert [one["did"] for one in held["closes"]] == ["confirmed"]
    assert holder.erase(made.two.person_id, NOW).kept


def case(owner_id, by, **told) -> EffectCall:
    return EffectCall("capital.commit", (), new_id(), "HS-1", "fund", 2, owner_id, None, {FORM: told}, by, NOW)


def test_a_case_commits_for_its_owner():
    made, owner = closed(), organisation("Nhà đầu tư", "company").pk
    assert [one.value for one in funds()] == [str(made.id)]
    call = case(owner, made.one, fund=str(made.id), amount={"minor": "50", "currency": "VND"})
    commit_by_case(call)
    commit_by_case(call)
    assert Commitment.objects.get(case=call.case_id).amount == 50
    with pytest.raises(Refusal, match="no-fund"):
        commit_by_case(case(owner, made.one, fund="x"))
    with pytest.raises(Refusal, match=r"not-allowed|not-found"):
        commit_by_case(case(owner, actor(), fund=str(made.id), amount={"minor": "50", "currency": "VND"}))


def test_the_demonstration_plays_once_and_agrees_with_the_ledger():
    load_hub(read_folder(settings.HUB.folder), by=SYSTEM, at=NOW)
    load_demonstration(at=NOW)
    for script in scripts():
        assert play(script, at=NOW)
        assert not play(script, at=NOW)
    for card in cards(vehicles(ANONYMOUS)):
        assert card.is_demo
        assert book(card).residual == 0
    assert audit()[1] == []
    assert Call.objects.filter(state="draft").count() == 1
    assert Vehicle.objects.count() == len(scripts())
    auditor = client_of(actor("auditor"))
    listed = auditor.get("/en/ledger/").content.decode()
    called = Call.objects.filter(state="posted").first().vehicle
    investor = called.commitments.filter(state="closed").first().organisation
    assert f"Capital · {investor.name} · {called.name}" in listed
    assert "Capital called" in auditor.get("/en/ledger/journal/").content.decode()
    assert not re.search(r"capital/\w{26}", listed)


ASKED = """
vehicle: {charter: {minor: "1200000000000", currency: VND}}
commitments: [{investor: City, source: public, amount: {minor: "500000000000", currency: VND}}]
commitment: {investor: City, source: public, amount: {minor: "150000000000", currency: VND}}
"""


def test_the_command_refuses_a_breaching_commitment_and_names_the_article(tmp_path, capsys):
    closed()
    file = tmp_path / "asked.yaml"
    file.write_text(ASKED.replace("1200000000000", "1000000000000"))
    with pytest.raises(SystemExit):
        call_command("capital", "check", str(file), regime="model")
    said = capsys.readouterr().out
    assert "at most 60 % (Model Act, Art. 1)" in said
    assert "nhiều nhất 60 % (Model Act, Điều 1)" in said
    file.write_text(ASKED)
    call_command("capital", "check", str(file), regime="model")
    assert "fits" in capsys.readouterr().out
    call_command("capital", "rules")
    call_command("capital", "show", "model")
    assert "investors: Investors, at least 2, at most 4 (Model Act, Art. 2)" in capsys.readouterr().out
    for broken in ("- [", "vehicle: 5"):
        file.write_text(broken)
        with pytest.raises(CommandError):
            call_command("capital", "check", str(file), regime="model")
    with pytest.raises(CommandError):
        call_command("capital", "check", str(tmp_path / "absent"), regime="model")
    with pytest.raises(CommandError, match="known: model"):
        call_command("capital", "show", "absent")


def test_whoever_is_paid_back_while_in_arrears_is_named_before_the_money_leaves():
    made = closed()
    call = made.calls(500)
    made.commits("late", 99)
    close = made.closes("late", at=later(20))
    made.pays("late", close, at=later(20))
    for who in ("city", "second"):
        made.pays(who, call, at=later(20))
    said = words(client_of(made.one).get(reverse("capital:close", args=[close.pk])))
    assert "Phần mềm không tự bù trừ" in said
    assert "Tổ chức first : 150 ₫" in said
    own = client_of(actor(lead_of=made.orgs["first"]))
    assert "14 ₫ sẽ được hoàn lại sau đợt đóng" in words(own.get(reverse("capital:mine")))
    auditor = client_of(actor("auditor")).get(reverse("capital:call", args=[call.pk])).content.decode()
    assert reverse("ledger:entry", args=[call.entry]) in auditor
    assert "/ledger/entries/" not in client_of(made.one).get(reverse("capital:call", args=[call.pk])).content.decode()
