"""The pages of rights, tried as their users: an officer, a funder, a venture, a passer-by."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from longbien.capital.actions.rights.demonstrate import demonstrate_rights
from longbien.capital.models import Agreement, Contribution, Entitlement, Offer
from longbien.capital.queries.rights.clocks import clocks
from longbien.capital.queries.rights.maps import book
from longbien.capital.queries.rights.offers import turns
from longbien.capital.queries.rights.quotas import hours_left
from longbien.kernel.subject import Subject
from longbien.people.registry import waiting_for
from longbien.ui import links
from tests.capital.rights_world import AT, MACHINE, Rights, right
from tests.capital.test_rights import PDF
from tests.people.make import client_of
from tests.ventures.make import house

pytestmark = pytest.mark.django_db


@pytest.fixture
def rights() -> Rights:
    return Rights()


def send(client: Client, address: str, **data: Any) -> HttpResponse:
    return client.post(address, data)


def said(reply: HttpResponse) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", reply.content.decode()).split())


ROW = {
    "rights-0-kind": "first_refusal", "rights-0-fields": ["energy-storage"], "rights-0-territories": ["vietnam"],
    "rights-0-start": "2026-11-01", "rights-0-last_day": "2029-10-31",
}  # fmt: skip


def test_from_a_contribution_to_a_right_in_force(rights: Rights) -> None:
    officer = client_of(rights.officer)
    rights.lead("Công ty Pin")
    page = reverse("rights:contribute")
    short = send(officer, page, laboratory=rights.lab, organisation="Pin", kind="equipment", about="Máy", value="2 tỷ")
    assert short.status_code == 422
    assert "Công ty Pin" in said(short)
    form = {"laboratory": rights.lab, "organisation": "Công ty Pin", "kind": "equipment", "about": "Máy thử",
            "value": "2 tỷ", "valued_by": "Công ty thẩm định"}  # fmt: skip
    lacking = send(officer, page, **form)
    assert (lacking.status_code, "văn bản định giá" in said(lacking)) == (422, True)
    odd = send(officer, page, **form, evidence=SimpleUploadedFile("a.pdf", b"no pdf at all"))
    assert odd.status_code == 422
    assert 'href="#f-evidence"' in odd.content.decode()
    taken = send(officer, page, **form, evidence=SimpleUploadedFile("dinh-gia.pdf", PDF))
    given = Contribution.objects.get()
    propose = reverse("rights:propose", args=[given.pk])
    assert (taken.status_code, taken["Location"]) == (302, propose)
    assert given.minor == 2_000_000_000
    more = send(officer, propose, template="laboratory-contribution", _add="rights", **ROW)
    assert b"rights-1-kind" in more.content
    wrong = send(officer, propose, template="laboratory-contribution", **{**ROW, "rights-0-last_day": "2026-10-01"})
    assert wrong.status_code == 422
    made = send(officer, propose, template="laboratory-contribution", **ROW)
    agreement = Agreement.objects.get()
    address = reverse("rights:agreement", args=[agreement.pk])
    assert made["Location"] == address
    assert officer.get(propose)["Location"] == address
    assert officer.get(reverse("rights:evidence", args=[given.pk])).getvalue() == PDF
    sign = reverse("rights:sign", args=[agreement.pk])
    assert send(officer, sign, side="hub", digest=agreement.digest).status_code == 403
    lead = client_of(rights.lead("Công ty Pin"))
    assert b'name="side" value="holder"' in lead.get(address).content
    assert [one.url for one in waiting_for(rights.lead("Công ty Pin"))][-1] == address
    assert send(lead, sign, side="holder", digest="0" * 64).status_code == 409
    assert send(lead, sign, side="both", digest=agreement.digest).status_code == 404
    assert send(lead, sign, side="holder", digest=agreement.digest).status_code == 302
    assert send(client_of(rights.signer), sign, side="hub", digest=agreement.digest).status_code == 302
    register = said(Client().get(reverse("rights:register")))
    assert "Công ty Pin" in register
    assert "Lưu trữ năng lượng" in register
    assert client_of(rights.lead("Ai khác")).get(address).status_code == 404


def test_an_overlap_is_told_at_its_row_and_keeps_what_was_written(rights: Rights) -> None:
    rights.agreed("A", right())
    given = rights.proposed("B", right(fields=("robotics",)))
    Contribution.objects.get(agreement__pk=given)
    third = rights.lead("C")
    assert third.is_signed_in
    officer = client_of(rights.officer)
    form = {"laboratory": rights.lab, "organisation": "C", "kind": "cash", "about": "Tiền", "value": "1 tỷ"}
    address = send(officer, reverse("rights:contribute"), **form)["Location"]
    reply = send(officer, address, template="laboratory-contribution", **ROW)
    assert reply.status_code == 422
    assert 'href="#f-rights-0-rank"' in reply.content.decode()
    assert 'value="2029-10-31"' in reply.content.decode()
    ranked = send(officer, address, template="laboratory-contribution", **ROW, **{"rights-0-rank": "2"})
    assert ranked.status_code == 422  # the other one has no rank


def test_an_offer_is_answered_on_the_holders_page(rights: Rights) -> None:
    [first] = rights.agreed("Bên thứ nhất", right(rank=1))
    rights.agreed("Bên thứ hai", right(fields=("clean-energy",), rank=2))
    venture = client_of(rights.lead("Dự án"))
    form = {
        "laboratory": rights.lab, "offeror": rights.organisation_id("Dự án"), "stage": "bid",
        "what": "Quyền sử dụng quy trình nạp nhanh", "fields": ["vehicle-batteries"], "territories": ["hanoi"],
    }  # fmt: skip
    assert send(venture, reverse("rights:offer-new"), **form).status_code == 422  # nobody said what was bid
    made = send(venture, reverse("rights:offer-new"), **form, bid="1,5 tỷ")
    offer = Offer.objects.get()
    assert made["Location"] == reverse("rights:offer", args=[offer.pk])
    explained = said(venture.get(made["Location"]))
    assert explained.index("Bên thứ nhất") < explained.index("Bên thứ hai")
    assert "Có hạng 1, đứng trước hạng 2." in explained
    holder = client_of(rights.lead("Bên thứ nhất"))
    page = reverse("rights:answer", args=[offer.pk, first.pk])
    shown = said(holder.get(page))
    assert "Bạn được hỏi đầu tiên." in shown
    assert "Có 1 bên đứng sau bạn." in shown
    assert "Bên thứ hai" not in shown
    assert page in [one.url for one in waiting_for(rights.lead("Bên thứ nhất"))]
    assert client_of(rights.lead("Bên thứ hai")).get(page).status_code == 404
    assert holder.get(made["Location"]).status_code == 404
    assert send(holder, page, answer="receive").status_code == 302
    assert send(holder, page, answer="nonsense").status_code == 404
    assert send(holder, page, answer="waive", reason="").status_code == 422
    assert send(holder, page, answer="waive", reason="Đã có công nghệ khác").status_code == 302
    assert "Đã có công nghệ khác" in said(holder.get(page))
    assert [one.state for one in turns(offer.pk)] == ["waived", "waiting"]
    clocks = said(client_of(rights.officer).get(reverse("rights:clocks")))
    assert "Bên thứ hai" in clocks
    assert "chưa nhận được" in clocks


def test_an_officer_serves_a_notice_by_hand(rights: Rights) -> None:
    rights.agreed("A", right())
    offer = rights.offered(at=timezone.now() - timedelta(days=3))
    address, officer = reverse("rights:serve", args=[offer]), client_of(rights.officer)
    yesterday = (timezone.now() - timedelta(days=1)).date().isoformat()
    note = {"received_at": "09:00", "note": "Giao tận tay"}
    assert send(officer, address, received_on="2020-01-01", **note).status_code == 422
    assert send(officer, address, received_on=yesterday).status_code == 422
    assert send(officer, address, received_on=yesterday, **note).status_code == 302
    assert turns(offer)[0].due_at is not None
    assert send(client_of(rights.lead("A")), address, received_on=yesterday, **note).status_code == 404


def test_a_holder_sees_their_own_and_the_public_sees_no_price(rights: Rights) -> None:
    rights.agreed("A", right(fixed_minor=123_456), right("booking_quota", machine=MACHINE, hours=8))
    rights.agreed("B", right(fields=("robotics",)))
    mine = said(client_of(rights.lead("A")).get(reverse("rights:mine")))
    assert "123.456" in mine
    assert "còn 8 giờ" in mine
    assert "Robot" not in mine
    register = said(Client().get(reverse("rights:register")))
    assert "Robot" in register
    assert "123.456" not in register
    assert client_of(rights.lead("A")).get(reverse("rights:map")).status_code == 404
    assert "123.456" in said(client_of(rights.officer).get(reverse("rights:map")))
    data = Client().get(reverse("rights:register-json")).json()["laboratories"]
    assert [[one["holder"], one["kind"]] for one in data[0]["rights"]] == [
        ["A", "first_refusal"], ["A", "booking_quota"], ["B", "first_refusal"],
    ]  # fmt: skip
    assert "123456" not in str(data)
    laboratory = said(Client().get(reverse("places:laboratory", args=["lab"])))
    assert "A" in laboratory
    assert Client().get(reverse("places:laboratory", args=["nowhere"])).status_code == 404


def test_lists_ask_the_database_as_often_for_three_as_for_one(rights: Rights) -> None:
    counts = []
    for n, name in enumerate("ABC"):
        field = ("robotics", "semiconductors", "xr")[n]
        rights.agreed(name, right(fields=(field,)))  # of a few quotas the ledger reads each by its key
        rights.offered(fields=(field,))
        for look in (book, lambda: clocks(rights.officer), lambda: waiting_for(rights.officer)):
            with CaptureQueriesContext(connection) as asked:
                look()
            counts.append(len(asked))
    assert counts[:3] == counts[3:6] == counts[6:]


def test_every_thing_of_rights_leads_to_its_page(rights: Rights) -> None:
    [first] = rights.agreed("A", right())
    offer = rights.offered()
    for kind, key in (
        ("agreement", first.agreement_id), ("contribution", Contribution.objects.get().pk),
        ("entitlement", first.pk), ("offer", offer),
    ):  # fmt: skip
        subject = Subject(f"capital.{kind}", key)
        assert links.url_for(subject)
        assert links.title_of(subject)


def test_the_demonstration_is_played_once_and_its_pages_stand() -> None:
    house()
    assert demonstrate_rights(at=AT) is True
    assert demonstrate_rights(at=AT + timedelta(days=1)) is False
    assert Entitlement.objects.count() == 5
    [quota] = Entitlement.objects.exclude(machine=None)
    assert hours_left([quota.pk]) == {quota.pk: 400 - 3}
    assert [one.place for one in turns(Offer.objects.get().pk)] == [1, 2]
    for language in ("vi", "en"):
        page = said(Client().get(("" if language == "vi" else "/en") + "/rights/"))
        assert ("Minh hoạ" in page) or ("Demo" in page)
    assert settings.HUB.languages[0] == "vi"
    assert datetime.now(UTC) > AT
