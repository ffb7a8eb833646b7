"""The ledger's pages: auditors read all of it, an owner what is theirs, everyone else nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from longbien.kernel.ids import new_id
from longbien.kernel.subject import Subject
from longbien.ledger import privacy
from longbien.ledger.actions.open_ledger import AccountTerms, open_account
from longbien.ledger.actions.post import post
from longbien.ledger.models import Entry
from tests.ledger.make import DONE, NOW, book, move, posting
from tests.ledger.test_ledger import fill, tamper
from tests.people.make import client_of
from tests.procedures import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor():
    return client_of(make.person("auditor", "auditor"))


def text(client, address):
    reply = client.get(address)
    assert reply.status_code == 200, (address, reply.status_code)
    return reply.content.decode()


def test_an_auditor_walks_from_the_book_to_the_record(auditor):
    at = book()
    fill(at)
    books = text(auditor, "/en/ledger/?unit=VND")
    assert "Accounts in VND" in books
    assert "₫152,218" in books
    assert "control account" not in books
    account = text(auditor, reverse("ledger:account", args=[at["city"]]))
    assert "-₫40" in account
    assert "ledger/entries" in account
    journal = text(auditor, "/en/ledger/journal/")
    assert "Currency exchanged" in journal
    assert "$2.00, ₫52,251" in journal
    entry = text(auditor, reverse("ledger:entry", args=[newest()]))
    assert "The hash fits" in entry
    assert "ab" * 32 in entry
    assert "/record/" in entry
    assert "Sổ cái" in text(auditor, "/ledger/")


def newest():
    return Entry.objects.latest("number").pk


def test_two_axes_of_time(auditor):
    at = book()
    move(at["bank"], at["city"], 100)
    late = DONE | {"at": NOW + timedelta(days=9)}
    post(posting((at["bank"], at["city"], 7)), **late)
    address = reverse("ledger:account", args=[at["city"]])
    assert "₫107" in text(auditor, f"/en{address}")
    asked = text(auditor, f"/en{address}?known=2026-03-05")
    assert "₫100" in asked
    assert "₫107" not in asked
    assert "Nothing had moved by then" in text(auditor, f"/en{address}?on=2026-03-01")
    odd = auditor.get(f"/en{address}?on=yesterday")
    assert odd.status_code == 422
    assert "yesterday" in odd.content.decode()
    assert auditor.get("/en/ledger/?unit=none&page=x&known=2026-13-45").status_code == 422


def test_an_owner_sees_their_own(client):
    lead = make.person("lead")
    team = make.team(lead).pk
    book()
    terms = AccountTerms("VND", "theirs", "credit", owner=Subject("people.organisation", team))
    theirs = open_account(terms, **DONE)
    at = book()
    move(at["bank"], theirs, 5)
    bank_page, entry_page = reverse("ledger:account", args=[at["bank"]]), reverse("ledger:entry", args=[newest()])
    owner, address = client_of(lead), reverse("ledger:account", args=[theirs])
    page = text(owner, f"/en{address}")
    assert "₫5" in page
    assert ">bank<" not in page
    assert "· bank" not in page
    for closed in ("/ledger/", "/ledger/journal/", "/ledger/books.beancount", bank_page, entry_page):
        assert owner.get(closed).status_code in (403, 404)
        assert client.get(closed).status_code == 302
    stranger = client_of(make.person("stranger"))
    assert stranger.get(address).status_code == 404


def test_an_empty_ledger_says_so(auditor):
    assert "No book is open yet" in text(auditor, "/en/ledger/")
    assert "Nothing has been posted yet" in text(auditor, "/en/ledger/journal/")
    assert auditor.get(reverse("ledger:entry", args=[new_id()])).status_code == 404


def test_the_file_is_streamed(auditor):
    fill(book())
    reply = auditor.get("/ledger/books.beancount")
    assert reply["Content-Type"].startswith("text/plain")
    assert b"balance Assets:VND:Bank" in b"".join(reply.streaming_content)


def test_a_changed_entry_is_seen_at_once(fresh_database):
    fill(book())
    client = Client()
    client.force_login(make.person("auditor", "auditor"))
    tamper("UPDATE ledger_entry SET kind = 'something else'")
    # The record's head is not needed for that: the entry itself tells.
    assert "t fit" in text(client, f"/en{reverse('ledger:entry', args=[newest()])}")


def test_a_person_gets_a_copy_of_their_accounts():
    lan = make.person("lan")
    at = book()
    theirs = open_account(AccountTerms("VND", "lan", "credit", owner=Subject("people.person", lan.pk)), **DONE)
    move(at["bank"], theirs, 5)
    [account] = privacy.export(lan.pk).data["accounts"]
    assert account == {
        "unit": "VND", "code": "lan", "balance": "5",
        "lines": [{"on": "2026-03-02", "kind": "test", "amount": "5", "balance": "5"}],
    }  # fmt: skip
    assert "₫5" in text(client_of(lan), f"/en{reverse('ledger:account', args=[theirs])}")
    assert privacy.erase(lan.pk, NOW).kept
