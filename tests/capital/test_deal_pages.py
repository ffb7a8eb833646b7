"""Deals on the pages: what each reader finds, what a form keeps when it is wrong, a cap table out and in again."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from longbien.capital.actions.deals.keep_room import add_document
from longbien.capital.actions.deals.move_deal import move_deal
from longbien.capital.actions.deals.open_deal import Entered, open_deal
from longbien.capital.actions.deals.write_memo import Attached
from longbien.capital.models import CapTable, Deal
from longbien.capital.queries.deals.tables import package_in
from longbien.capital.rules.captable.ocf.package import canonical
from longbien.capital.rules.captable.ocf.zipped import unzipped
from longbien.kernel.actor import Actor
from longbien.kernel.ids import to_slug
from longbien.kernel.money import Money
from tests.capital.make_deals import AT, SUMMARY, World, world
from tests.people.make import actor, client_of, organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def deals() -> World:
    return world()


def at(name: str, *args: Any) -> str:
    return reverse(name, args=args)


def read(who: Actor, name: str, *args: Any) -> str:
    reply = client_of(who).get(at(name, *args))
    assert reply.status_code == 200, (name, reply.status_code)
    return reply.content.decode()


def sent(who: Actor, name: str, data: dict[str, Any], *args: Any) -> Any:
    return client_of(who).post(at(name, *args), data)


def test_an_officer_enters_examines_and_proposes_a_deal(deals: World) -> None:
    other = organisation("Cảm biến", "company").pk
    told = {"vehicle": deals.vehicle_id, "company": other, "about": "Cảm biến ngập", "lead": deals.other.id}
    made = sent(deals.officer, "deals:new-deal", told)
    deal = Deal.objects.get(company=other)
    assert made["Location"] == at("deals:deal", deal.pk)
    for verb in ("screen", "examine"):
        assert sent(deals.officer, "deals:do-deal", {}, deal.pk, verb).status_code == 302
    memo = {"text": "Vì sao nên góp vốn vào nhóm này.", "file_1": SimpleUploadedFile("a.txt", b"A plan")}
    assert sent(deals.officer, "deals:memo", memo, deal.pk).status_code == 302
    wrong = sent(deals.officer, "deals:terms", {"instrument": "safe", "amount": "5000", "note": "Giữ"}, deal.pk)
    assert wrong.status_code == 422
    assert "SAFE cần mức trần định giá" in wrong.content.decode()
    assert "Giữ" in wrong.content.decode()
    bad = {"instrument": "priced", "amount": "5000", "pre_money": "20000", "pool": "một phần"}
    assert "Viết phần trăm" in sent(deals.officer, "deals:terms", bad, deal.pk).content.decode()
    assert sent(deals.officer, "deals:terms", {**bad, "pool": "12,5"}, deal.pk).status_code == 302
    assert sent(deals.officer, "deals:propose", {"summary": "ngắn"}, deal.pk).status_code == 422
    assert sent(deals.officer, "deals:propose", {"summary": SUMMARY}, deal.pk).status_code == 302
    page = read(deals.officer, "deals:committee", deal.pk)
    assert "12,5 %" in page
    assert "Thành viên 3" in page
    file = deal.memos.get().files.get()
    kept = client_of(deals.officer).get(at("deals:memo-file", deal.pk, file.document_id))
    assert b"".join(kept.streaming_content) == b"A plan"
    assert sent(deals.officer, "deals:do-deal", {}, deal.pk, "screen").status_code == 409
    assert sent(deals.officer, "deals:do-deal", {}, deal.pk, "close").status_code == 404


def test_each_reader_finds_what_is_theirs(deals: World) -> None:
    deals.proposed()
    assert "Robot Sông Hồng" in read(deals.officer, "deals:board")
    assert "Robot Sông Hồng" in read(deals.member(0), "deals:board")
    assert "Vì sao nên góp vốn" in read(deals.member(0), "deals:committee", deals.deal_id)
    own = read(deals.founder, "deals:mine")
    assert "Hội đồng đầu tư đang xem xét" in own
    assert "Vì sao nên góp vốn" not in own
    to_own = client_of(deals.founder).get(at("deals:deal", deals.deal_id))
    assert (to_own.status_code, to_own["Location"]) == (302, at("deals:mine"))
    for stranger in (deals.founder, deals.investor, deals.member(2)):
        for name in ("deals:committee", "deals:memo"):
            assert client_of(stranger).get(at(name, deals.deal_id)).status_code == 404
        assert client_of(stranger).get(at("deals:board")).status_code == 404
    # The company follows the case that its deal became; what was proposed in it, and the memo, are for others.
    case = client_of(deals.founder).get(at("procedures:case", deals.deal.case_id)).content.decode()
    assert "Hội đồng đang xem xét" in case
    assert SUMMARY not in case
    assert "Vì sao nên góp vốn" not in case
    assert at("deals:committee", deals.deal_id) not in case
    # A member who is tied may know that the case is there, as of every case of their body; not what is proposed.
    tied = client_of(deals.member(2)).get(at("procedures:case", deals.deal.case_id)).content.decode()
    assert SUMMARY not in tied
    assert at("deals:committee", deals.deal_id) in read(deals.member(0), "procedures:case", deals.deal.case_id)


def test_another_lead_a_decline_and_a_close_have_their_pages(deals: World) -> None:
    page = sent(deals.officer, "deals:lead", {"lead": deals.other.id}, deals.deal_id)
    assert (page.status_code, deals.deal.lead_id) == (302, deals.other.id)
    assert sent(deals.officer, "deals:lead", {"lead": deals.founder.id}, deals.deal_id).status_code == 302
    assert deals.deal.lead_id == deals.other.id
    deals.proposed()
    deals.met("approve", "for", "for")
    assert "5.000.000" in read(deals.officer, "deals:close-deal", deals.deal_id)
    assert SUMMARY not in read(deals.founder, "procedures:case", deals.deal.case_id)
    above = {"amount": "9000000", "reason": "Vượt mức"}
    assert "hội đồng đã đồng ý" in sent(deals.officer, "deals:close-deal", above, deals.deal_id).content.decode()
    assert sent(deals.officer, "deals:decline", {"reason": ""}, deals.deal_id).status_code == 422
    assert sent(deals.officer, "deals:close-deal", {**above, "amount": "5000000"}, deals.deal_id).status_code == 302
    assert deals.deal.amount == Money(5_000_000, "VND")


def test_the_room_asks_first_and_shows_its_log_to_the_company(deals: World) -> None:
    paper = {"document": SimpleUploadedFile("plan.csv", b"a,b\n1,2\n")}
    assert sent(deals.founder, "deals:room", paper, deals.deal_id).status_code == 302
    bad = {"document": SimpleUploadedFile("plan.pdf", b"%PDF-1.4 nothing")}
    refused = sent(deals.founder, "deals:room", bad, deals.deal_id)
    assert refused.status_code == 422
    assert "dấu chìm" in refused.content.decode()
    gate = client_of(deals.officer).get(at("deals:room", deals.deal_id))
    assert "plan.csv" not in gate.content.decode()
    digest = gate.context["terms"].sha256
    key = deals.deal.documents.get().pk
    assert sent(deals.officer, "deals:take", {}, deals.deal_id, key).status_code == 403
    assert sent(deals.officer, "deals:accept", {"sha256": digest}, deals.deal_id).status_code == 302
    taken = sent(deals.officer, "deals:take", {}, deals.deal_id, key)
    assert (taken.content, taken["Content-Type"]) == (b"a,b\n1,2\n", "text/csv")
    assert 'attachment; filename="plan.csv"' in taken["Content-Disposition"]
    log = read(deals.founder, "deals:room", deals.deal_id)
    assert "Cán bộ Một" in log
    reason = {"reason": "Đã nghỉ"}
    assert "plan.csv" in read(deals.founder, "deals:remove-document", deals.deal_id, key)
    assert sent(deals.founder, "deals:remove-document", reason, deals.deal_id, key).status_code == 302
    assert sent(deals.founder, "deals:bar", reason, deals.deal_id, deals.officer.id).status_code == 302
    assert "đã bị thu hồi" in read(deals.officer, "deals:room", deals.deal_id)
    assert client_of(deals.founder).get(at("deals:bar", deals.deal_id, deals.investor.id)).status_code == 404


HOLDERS = {
    "founded": "2026-01-02", "price": "10000", "holders-count": "2", "holders-0-holder": "Lan",
    "holders-0-shares": "700000", "holders-0-since": "2026-01-02", "holders-0-is_person": "yes",
    "holders-1-holder": "Quỹ", "holders-1-shares": "300000", "holders-1-since": "2026-03-02",
    "holders-1-is_person": "no",
}  # fmt: skip


def test_a_cap_table_is_written_goes_out_and_comes_in_again(deals: World) -> None:
    key = deals.company_id
    assert "Chưa lưu bảng vốn nào" in read(deals.founder, "tables:cap-table", key)
    assert sent(deals.founder, "tables:write-table", {**HOLDERS, "holders-1-shares": "x"}, key).status_code == 422
    assert sent(deals.founder, "tables:write-table", HOLDERS, key).status_code == 302
    assert "70 %" in read(deals.officer, "tables:cap-table", key)
    out = client_of(deals.officer).get(at("tables:export-table", key, 1)).content
    back = {"archive": SimpleUploadedFile("table.zip", out)}
    assert sent(deals.founder, "tables:import-table", back, key).status_code == 302
    first, second = CapTable.objects.filter(company=key)
    assert (first.sha256, second.source) == (second.sha256, "imported")
    again = unzipped(client_of(deals.founder).get(at("tables:export-table", key, 2)).content)
    assert {path: canonical(one) for path, one in again.items()} == {
        path: canonical(one) for path, one in unzipped(out).items()
    }
    assert package_in(second.files).company == "Robot Sông Hồng"
    junk = sent(deals.founder, "tables:import-table", {"archive": SimpleUploadedFile("x.zip", b"PK")}, key)
    assert junk.status_code == 422
    assert "ZIP" in junk.content.decode()


def test_a_cap_table_is_for_its_company_and_for_officers_whom_nothing_ties(deals: World) -> None:
    sent(deals.founder, "tables:write-table", HOLDERS, deals.company_id)
    member = actor(member_of=deals.company_id)
    assert "Lan" in read(member, "tables:cap-table", deals.company_id)
    assert sent(member, "tables:write-table", HOLDERS, deals.company_id).status_code == 403
    for stranger in (deals.investor, deals.member(0), actor("programme-officer")):
        for name, more in (("cap-table", ()), ("write-table", ()), ("export-table", (1,))):
            assert client_of(stranger).get(at(f"tables:{name}", deals.company_id, *more)).status_code == 404
        assert sent(stranger, "tables:import-table", {}, deals.company_id).status_code == 404
    assert client_of(deals.founder).get(at("tables:export-table", deals.company_id, 9)).status_code == 404
    assert Client().get(at("tables:cap-table", deals.company_id)).status_code == 302


MODELLED = {
    "holders-count": "1", "holders-0-holder": "Lan", "holders-0-shares": "1000000", "safes-count": "0",
    "notes-count": "1", "notes-0-holder": "Cho vay", "notes-0-amount": "10000000", "notes-0-on": "2026-01-02",
    "notes-0-rate": "0", "notes-0-cap": "", "notes-0-discount": "20", "pre_money": "80000000", "pool": "10",
    "money-count": "1", "money-0-holder": "Quỹ", "money-0-amount": "20000000",
}  # fmt: skip


def test_anyone_models_a_round_and_nothing_is_saved(deals: World) -> None:
    page = Client().get(at("tables:model"))
    assert page.status_code == 200
    found = Client().post(at("tables:model"), MODELLED)
    assert found.status_code == 200
    assert [row.part_after for row in found.context["rows"] if row.holder == "Quỹ"] == ["20 %"]
    assert Client().post(at("tables:model"), {**MODELLED, "pool": "99"}).status_code == 422
    assert Client().post(at("tables:model"), {**MODELLED, "pre_money": ""}).status_code == 422
    assert Client().post(at("tables:model"), {**MODELLED, "notes-0-rate": "nhiều"}).status_code == 422
    assert Client().post(at("tables:model"), {**MODELLED, "safes-add": "1"}).status_code in (200, 422)
    assert not CapTable.objects.exists()
    of_company = f"{at('tables:model')}?company={to_slug(deals.company_id)}"
    assert Client().get(of_company).status_code == 404
    assert client_of(deals.founder).get(of_company).status_code == 422  # there is no table yet, and it says so
    sent(deals.founder, "tables:write-table", HOLDERS, deals.company_id)
    assert "700.000" in client_of(deals.founder).get(of_company).content.decode()
    assert Client().get(f"{at('tables:model')}?company=nonsense").status_code == 404


def queries_of(who: Actor, name: str, *args: Any) -> int:
    client = client_of(who)
    client.get(at(name, *args))
    with CaptureQueriesContext(connection) as seen:
        assert client.get(at(name, *args)).status_code == 200
    return len(seen)


def test_lists_take_as_many_queries_for_three_as_for_one(deals: World) -> None:
    def more(n: int) -> None:
        company = organisation(f"Doanh nghiệp {n}", "company").pk
        open_deal(Entered(deals.vehicle_id, company, deals.officer.person_id), by=deals.officer, at=AT)
        add_document(deals.deal_id, Attached(f"{n}.csv", (b"a\n%d" % n,)), by=deals.founder, at=AT)

    more(1)
    places = (("deals:board", deals.officer), ("deals:room", deals.founder), ("deals:deal", deals.officer))
    before = [queries_of(who, name, *([] if name == "deals:board" else [deals.deal_id])) for name, who in places]
    more(2)
    more(3)
    move_deal(deals.deal_id, "screen", reason="Được giới thiệu", by=deals.officer, at=AT)
    after = [queries_of(who, name, *([] if name == "deals:board" else [deals.deal_id])) for name, who in places]
    assert after == before
