"""The pages of orders and of proven solutions, tried as their users: a department, a supplier, a ward, a passer-by."""

import csv
import io
import json
import os
import re
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from longbien.capital.actions.adoption.list_solution import list_solution
from longbien.capital.actions.orders.accept_part import accept_part, lapse_part
from longbien.capital.actions.orders.decide_order import decide_order
from longbien.capital.models import Order, Solution
from longbien.capital.queries.orders.open_data import contracts
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.people.models import Organisation
from longbien.people.registry import waiting_for
from longbien.ui import links
from tests.capital.orders_world import AT, REASON, Orders, other_supplier, relative
from tests.people.make import client_of
from tests.problems.make import published

pytestmark = pytest.mark.django_db
SCHEMAS = Path(os.environ.get("LONGBIEN_CONFORMANCE", "none")) / "ocds"


@pytest.fixture
def world() -> Orders:
    return Orders()


def said(reply: HttpResponse) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", reply.content.decode()).split())


def form_of(world: Orders, **but: Any) -> dict[str, Any]:
    supplier = Organisation.objects.get(pk=world.supplier_id).name
    return {
        "buyer": world.buyer_id, "supplier": supplier, "title": "Robot giao hàng",
        "about": "Thay một phần chuyến xe máy giờ cao điểm.", "parts-0-title": "Chạy đúng phương án",
        "parts-0-kpi": "0", "parts-0-minor": "400 triệu", "parts-0-due_on": "2099-12-20",
        "parts-0-figure": "devices", "parts-0-bound": "at_least", "parts-0-value": "2", **but,
    }  # fmt: skip


def test_from_a_problem_to_a_paid_part_in_the_browser(world: Orders) -> None:
    world.ended()
    world.budget(10**9)
    officer, lead, signer = map(client_of, (world.preparer, world.supplier, world.signer))
    begin = f"{reverse('orders:new')}?problem={world.problem_id}"
    assert reverse("orders:prepare", args=["pilot-order", world.problem_id]) in officer.get(begin).content.decode()
    assert officer.get(f"{reverse('orders:new')}?problem=%00x").status_code == 200
    step = officer.post(begin, {"problem": world.problem_id, "route": "pilot-order"})
    address = reverse("orders:prepare", args=["pilot-order", world.problem_id])
    assert step["Location"] == address
    assert b"parts-1-title" in officer.post(address, form_of(world, _add="parts")).content
    wrong = officer.post(address, form_of(world, supplier="Nhóm", **{"parts-0-due_on": "2020-01-01"}))
    assert (wrong.status_code, "Nhóm Mẫu" in said(wrong)) == (422, True)
    wrong = officer.post(address, form_of(world, **{"parts-0-due_on": "2020-01-01"}))
    assert (wrong.status_code, 'href="#f-parts-0-due_on"' in wrong.content.decode()) == (422, True)
    made = officer.post(address, form_of(world))
    order = Order.objects.get()
    page, do = reverse("orders:order", args=[order.pk]), lambda verb: reverse("orders:do", args=[order.pk, verb])
    assert made["Location"] == page
    assert Client().get(page).status_code == 404
    assert page in [one.url for one in waiting_for(world.supplier)]
    assert lead.post(do("agree"), {"digest": order.digest}).status_code == 302
    assert officer.post(do("sign"), {"digest": order.digest}).status_code == 403
    assert page in [one.url for one in waiting_for(world.signer)]
    assert page not in [one.url for one in waiting_for(world.preparer)]
    assert signer.post(do("sign"), {"digest": order.digest}).status_code == 302
    part = reverse("orders:part", args=[order.pk, 1])
    blank = lead.post(part, {"note": "Đã xong", "measured": "72 phút"})
    assert (blank.status_code, "Đã xong" in blank.content.decode()) == (422, True)
    delivered = lead.post(part, {"note": "Đã xong", "measured": "72 phút", "trial": world.trial.id})
    assert delivered["Location"] == part
    assert part in [one.url for one in waiting_for(world.signer)]
    judged = signer.get(part)
    assert "72 phút" in said(judged)
    assert signer.post(part, {"verb": "accept", "reason": ""}).status_code == 422
    assert signer.post(part, {"verb": "perhaps", "reason": REASON}).status_code == 409
    assert signer.post(part, {"verb": "accept", "reason": REASON}).status_code == 302
    assert signer.post(part, {"verb": "accept", "reason": REASON}).status_code == 409
    assert signer.post(do("decide"), {"verdict": "", "reason": REASON}).status_code == 422
    assert signer.post(do("decide"), {"verdict": "scale", "reason": REASON}).status_code == 302
    shown = said(Client().get(page))
    assert "Nhân rộng" in shown
    assert world.signer.name not in said(Client().get(page)).split("Đã diễn ra")[1]
    assert "Robot giao hàng" in said(Client().get(reverse("orders:register")))


def test_a_draft_can_be_withdrawn_and_says_why_not(world: Orders) -> None:
    order = world.order()
    do = reverse("orders:do", args=[order.pk, "withdraw"])
    lead = client_of(world.supplier)
    assert lead.post(do, {"reason": ""}).status_code == 422
    assert lead.post(do, {"reason": "Không làm kịp."}).status_code == 302
    again = lead.post(do, {"reason": "Không làm kịp."})
    assert (again.status_code, "Đã rút" in said(again) or "đã rút" in said(again)) == (409, True)
    assert lead.post(reverse("orders:do", args=[order.pk, "burn"])).status_code == 404
    assert client_of(other_supplier()).get(reverse("orders:order", args=[order.pk])).status_code == 404
    assert lead.get(reverse("orders:mine")).status_code == 200
    assert lead.get(reverse("orders:new")).status_code == 404


def test_a_problem_without_a_kpi_cannot_be_ordered_for(world: Orders) -> None:
    bare = published(world.preparer, world.buyer_id, kpis=[], title="Không KPI")
    reply = client_of(world.preparer).post(reverse("orders:new"), {"problem": bare, "route": "pilot-order"})
    assert (reply.status_code, "KPI" in said(reply)) == (422, True)


def test_fund_officers_appropriate_and_others_do_not(world: Orders) -> None:
    fund, page = client_of(world.fund), reverse("orders:budgets")
    name = Organisation.objects.get(pk=world.buyer_id).name
    assert fund.post(page, {"buyer": name, "amount": "2 tỷ", "decision": "QĐ 12/2026"}).status_code == 302
    assert fund.post(page, {"buyer": name, "amount": "0", "decision": "x"}).status_code == 422
    assert "2 tỷ" in said(fund.get(page))
    assert client_of(world.preparer).get(page).status_code == 404


def test_the_same_as_data_for_everyone(world: Orders) -> None:
    world.ended()
    world.budget(5_000)
    order, grant = world.signed(), world.signed(route="innovation-grant")
    world.deliver(world.part(order))
    accept_part(world.part(order).pk, reason=REASON, by=world.signer, at=AT + timedelta(hours=1))
    found = json.loads(Client().get(reverse("orders:register-json")).content)["orders"]
    assert [(one["number"], one["paid"]["minor"]) for one in found] == [("TT-2026-001", "0"), ("ĐH-2026-001", "400")]
    lines = csv.reader(io.StringIO(Client().get(reverse("orders:register-csv")).content.decode("utf-8-sig")))
    assert [line[0] for line in lines] == ["number", "TT-2026-001", "ĐH-2026-001"]
    package = json.loads(Client().get(reverse("orders:release", args=[order.pk])).content)
    assert [one["tag"] for one in package["releases"]] == [["award", "contract"], ["implementation"]]
    assert Client().get(reverse("orders:release", args=[grant.pk])).status_code == 404
    records = json.loads(Client().get(reverse("orders:records")).content)["records"]
    assert [len(one["releases"]) for one in records] == [2]
    assert Client().get(reverse("orders:route", args=["pilot-order"])).status_code == 200
    assert Client().get(reverse("orders:route", args=["no-route"])).status_code == 404
    assert "ĐH-2026-001" in said(Client().get(reverse("search"), {"q": "robot giao"}))
    near = links.neighbours_of(world.programme, Subject("problems.problem", world.problem_id))
    assert [link.title.split()[0] for link in near] == ["TT-2026-001", "ĐH-2026-001", "Đặt"]


@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="not run: no ocds in $LONGBIEN_CONFORMANCE")
def test_packages_fit_the_schemas_of_the_standard(world: Orders, tmp_path: Path) -> None:
    world.ended()
    world.budget(5_000)
    order = world.signed()
    world.deliver(world.part(order))
    accept_part(world.part(order).pk, reason=REASON, by=world.signer, at=AT + timedelta(hours=1))
    over = datetime(2027, 3, 1, tzinfo=UTC)
    lapse_part(world.part(order, 2).pk, at=over)
    decide_order(order.pk, verdict="scale", reason=REASON, by=world.signer, at=over + timedelta(days=1))
    out = StringIO()
    call_command("capital", "ocds", "--schemas", str(SCHEMAS), "--export", str(tmp_path / "o.json"), stdout=out)
    assert out.getvalue().strip() == "1 orders, 4 releases, which fit the schemas of the standard"
    assert len(json.loads((tmp_path / "o.json").read_text())["records"]) == 1


def test_the_register_asks_as_often_for_three_orders_as_for_one(world: Orders) -> None:
    world.budget(5_000)
    counts = []
    for _ in range(2):
        world.signed()
        contracts()
        with CaptureQueriesContext(connection) as asked:
            Client().get(reverse("orders:register"))
        counts.append(len(asked))
        world.signed()
    assert counts[0] == counts[1]


def test_a_solution_is_proven_listed_and_ordered_again_in_one_short_form(world: Orders) -> None:
    with pytest.raises(Refusal) as caught:  # no exit dossier yet
        world.solution()
    assert caught.value.code == "no-evidence"
    world.ended()
    world.budget()
    lead = client_of(world.supplier)
    step = lead.post(reverse("adoption:new"), {"problem": world.problem_id})
    form = {
        "trial": world.trial.id, "title": "Robot cho một phường", "about": "Hai robot và một tháng tập huấn.",
        "terms": "Dữ liệu thuộc về phường; giao thức mở.", "parts-0-title": "Lắp đặt", "parts-0-kpi": "0",
        "parts-0-minor": "300", "parts-0-days": "30",
    }  # fmt: skip
    assert lead.post(step["Location"], {**form, "terms": "ít"}).status_code == 422
    assert b"parts-1-title" in lead.post(step["Location"], {**form, "_add": "parts"}).content
    page = lead.post(step["Location"], form)["Location"]
    made = Solution.objects.get()
    assert Client().get(page).status_code == 404
    with pytest.raises(Refusal):
        list_solution(made.pk, reason=REASON, by=relative(world.supplier_id), at=AT)
    assert page in [one.url for one in waiting_for(world.programme)]
    officer = client_of(world.programme)
    verb = reverse("adoption:do", args=[made.pk, "list"])
    assert officer.post(verb, {"reason": ""}).status_code == 422
    assert officer.post(verb, {"reason": REASON}).status_code == 302
    assert "Robot cho một phường" in said(Client().get(reverse("adoption:catalogue")))
    assert Client().get(page).status_code == 200
    assert b"<entry>" in Client().get(reverse("adoption:feed")).content
    assert b"Robot" in Client().get(reverse("adoption:register-csv")).content
    [data] = json.loads(Client().get(reverse("adoption:register-json")).content)["solutions"]
    assert data["price"] == {"minor": "300", "currency": "VND"}
    ward, order_page = client_of(world.preparer), reverse("adoption:adopt", args=[made.pk])
    short = {"buyer": world.buyer_id, "where": "", "route": "proven-solution"}
    assert ward.post(order_page, short).status_code == 422
    ordered = ward.post(order_page, {**short, "where": "Phường Mẫu"})
    order = Order.objects.get()
    assert ordered["Location"] == reverse("orders:order", args=[order.pk])
    assert (order.kind, order.solution_id, order.where) == ("adoption", made.pk, "Phường Mẫu")
    part = order.parts.get()
    assert (part.minor, part.figure) == (300, "")
    remove = reverse("adoption:do", args=[made.pk, "remove"])
    assert lead.post(remove, {"reason": "Giá đã đổi."}).status_code == 302
    assert ward.post(order_page, {**short, "where": "Phường khác"}).status_code == 409
