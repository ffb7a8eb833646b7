"""The data room of a deal: the gate, the watermark, the log, the ways out."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
import typst
from django.db import transaction

from longbien.capital.actions.deals.enter_room import enter_room, take_document
from longbien.capital.actions.deals.keep_room import add_document, bar_person, remove_document
from longbien.capital.actions.deals.move_deal import move_deal
from longbien.capital.actions.deals.write_memo import Attached
from longbien.capital.queries.deals.rooms import admitted, papers, standing, takes
from longbien.capital.queries.deals.written import needed_confidence
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.record.queries import chain
from tests.capital.make_deals import AT, World, world

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)
PDF = typst.compile(b'#set page(paper: "a6")\nOne\n#pagebreak()\n#set page(flipped: true)\nTwo')


@pytest.fixture
def deals() -> World:
    return world()


def refused(code: str, run: Any, *args: Any, **words: Any) -> Refusal:
    with pytest.raises(Refusal) as found, transaction.atomic():
        run(*args, **words)
    assert found.value.code == code, found.value.what["en"]
    return found.value


def locked() -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(PDF)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def test_who_takes_a_document_accepts_first_and_stands_on_every_page(deals: World) -> None:
    paper = add_document(deals.deal_id, Attached("plan.pdf", (PDF,)), by=deals.founder, at=AT)
    assert (standing(deals.officer, deals.deal), standing(deals.founder, deals.deal)) == ("ask", "in")
    refused("not-allowed", take_document, deals.deal_id, paper, by=deals.officer, at=AT)
    refused("other-text", enter_room, deals.deal_id, sha256="0" * 64, by=deals.officer, at=AT)
    for _ in range(2):  # a second time changes nothing
        enter_room(deals.deal_id, sha256=needed_confidence().sha256, by=deals.officer, at=AT)
    taken = take_document(deals.deal_id, paper, by=deals.officer, at=LATER)
    log = takes(deals.deal)
    assert [(one.document, one.person) for one in log] == [("plan.pdf", "Cán bộ Một")]
    assert log[0].mark.startswith("Cán bộ Một · 10:00, 23/11/2026")
    with pikepdf.open(BytesIO(taken.content)) as marked:
        assert len(marked.pages) == 2
        assert all("/XObject" in page.resources for page in marked.pages)
    assert PDF not in taken.content
    assert [(one.takes, one.is_pdf) for one in papers(deals.deal)] == [(1, True)]
    kinds = [entry.kind for entry in chain(Subject("capital.deal", deals.deal_id))]
    assert kinds[-3:] == ["capital.room-document-added", "capital.room-entered", "capital.room-taken"]


def test_what_is_no_pdf_goes_out_as_it_is_and_the_log_says_so(deals: World) -> None:
    paper = add_document(deals.deal_id, Attached("figures.csv", (b"a,b\n1,2\n",)), by=deals.founder, at=AT)
    taken = take_document(deals.deal_id, paper, by=deals.founder, at=AT)
    assert (taken.content, takes(deals.deal)[0].mark) == (b"a,b\n1,2\n", "")


def test_a_pdf_that_takes_no_mark_stays_outside(deals: World) -> None:
    for bad in (locked(), b"%PDF-1.7 nothing"):
        found = refused("pdf-unmarked", add_document, deals.deal_id, Attached("x.pdf", (bad,)), by=deals.founder, at=AT)
        assert [fault.where for fault in found.faults] == ["document"]
    fault = refused(
        "document-refused", add_document, deals.deal_id, Attached("x.exe", (b"MZ",)), by=deals.founder, at=AT
    )
    assert [one.where for one in fault.faults] == ["document"]


def test_access_is_revoked_for_good_and_documents_go(deals: World) -> None:
    paper = add_document(deals.deal_id, Attached("figures.csv", (b"a,b\n",)), by=deals.officer, at=AT)
    digest = needed_confidence().sha256
    enter_room(deals.deal_id, sha256=digest, by=deals.other, at=AT)
    revoke = {"reason": "Đã nghỉ việc", "by": deals.founder, "at": AT}
    refused("not-found", bar_person, deals.deal_id, deals.investor.person_id, **revoke)
    bar_person(deals.deal_id, deals.other.person_id, **revoke)
    refused("barred-already", bar_person, deals.deal_id, deals.other.person_id, **revoke)
    assert standing(deals.other, deals.deal) == "barred"
    assert [one.is_barred for one in admitted(deals.deal)] == [True]
    refused("not-allowed", enter_room, deals.deal_id, sha256=digest, by=deals.other, at=AT)
    refused("not-allowed", take_document, deals.deal_id, paper, by=deals.other, at=AT)
    remove_document(deals.deal_id, paper, reason="Sai số liệu", by=deals.founder, at=AT)
    refused("not-found", take_document, deals.deal_id, paper, by=deals.founder, at=AT)
    refused("not-found", remove_document, deals.deal_id, paper, reason="Lần nữa", by=deals.founder, at=AT)


def test_the_room_is_for_nobody_else(deals: World) -> None:
    paper = add_document(deals.deal_id, Attached("figures.csv", (b"a,b\n",)), by=deals.founder, at=AT)
    for stranger in (deals.investor, deals.member(2)):  # the member advises the company, and isn't of it
        assert standing(stranger, deals.deal) == "out"
        refused("not-found", take_document, deals.deal_id, paper, by=stranger, at=AT)
        refused("not-found", enter_room, deals.deal_id, sha256=needed_confidence().sha256, by=stranger, at=AT)
    move_deal(deals.deal_id, "decline", reason="Thôi", by=deals.officer, at=AT)
    refused("room-shut", add_document, deals.deal_id, Attached("late.csv", (b"a\n",)), by=deals.founder, at=AT)
