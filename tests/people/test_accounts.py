"""Accounts: opened by e-mail, confirmed before anything else, in both languages."""

import re
from unicodedata import normalize

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import check_password, get_hasher, make_password
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import reverse

from longbien.kernel.subject import Subject
from longbien.people.accounts.adapter import AccountAdapter
from longbien.people.models import Person
from longbien.record.queries.entries import entries
from tests.people.make import PASSWORD, client_of, person

pytestmark = pytest.mark.django_db
LINK = re.compile(r"https?://testserver(/\S+)")


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def sign_up(client, prefix="", **changes):
    data = {"name": "Lê Thị Ánh", "email": "anh@example.org", "password1": PASSWORD, **changes}
    return client.post(f"{prefix}/accounts/signup/", data)


def test_a_taken_address_takes_as_long_as_a_new_one(monkeypatch):
    """Making the hash is what takes the time; each must make one."""
    made = []
    hasher = get_hasher()
    encode = type(hasher).encode
    monkeypatch.setattr(type(hasher), "encode", lambda *args, **kwargs: made.append(1) or encode(*args, **kwargs))
    answers = [sign_up(Client()) for _ in range(2)]
    assert len(made) % 2 == 0
    assert made
    assert len({answer["Location"] for answer in answers}) == 1


@pytest.mark.parametrize("kept", ["NFC", "NFD", "NFKC"])
@pytest.mark.parametrize("typed", ["NFC", "NFD"])
def test_a_password_with_vietnamese_letters_is_the_same_on_every_device(kept, typed):
    """Also one that was set before passwords were kept in one form."""
    lan, secret = person("Lan"), "một cây cầu ở Long Biên"
    lan.password = make_password(normalize(kept, secret))
    assert lan.check_password(normalize(typed, secret))
    lan.set_password(normalize(typed, secret))
    assert check_password(normalize("NFKC", secret), lan.password)
    assert not lan.check_password(secret + "!")


def test_an_unknown_address_takes_as_long_as_a_wrong_password(monkeypatch):
    lan, made = person("Lan", email="lan@example.org"), []
    lan.set_password(PASSWORD)
    lan.save()
    hasher = get_hasher()
    encode = type(hasher).encode
    monkeypatch.setattr(type(hasher), "encode", lambda *args, **kwargs: made.append(1) or encode(*args, **kwargs))
    times = []
    for email in ("lan@example.org", "nobody@example.org"):
        made.clear()
        Client().post("/accounts/login/", {"login": email, "password": "một cây cầu dài"})
        times.append(len(made))
    assert times == [2, 2]


def link_of(letter):
    return LINK.search(letter.body)[1]


@pytest.mark.parametrize(("prefix", "language", "subject"), [("", "vi", "Xác nhận"), ("/en", "en", "Confirm your")])
def test_from_sign_up_to_my_page(prefix, language, subject):
    client = Client()
    sent = sign_up(client, prefix)
    assert sent["Location"] == f"{prefix}/accounts/confirm-email/"
    (letter,) = mail.outbox
    assert letter.to == ["anh@example.org"]
    assert letter.subject.startswith(f"Long Biên: {subject}")
    assert client.get(f"{prefix}/me").status_code == 302  # not before the address is confirmed
    page = client.get(link_of(letter))
    assert page.status_code == 200
    assert b"anh@example.org" in page.content
    assert client.post(link_of(letter))["Location"] == f"{prefix}/me"
    mine = client.get(f"{prefix}/me")
    assert "Lê Thị Ánh" in mine.content.decode()
    made = Person.objects.get()
    assert (made.language, made.name, made.is_demo) == (language, "Lê Thị Ánh", False)


def test_the_record_holds_no_name():
    sign_up(Client())
    made = Person.objects.get()
    (entry,) = entries(Subject("people.person", made.pk))
    assert (entry.kind, entry.actor_id, entry.open) == ("people.person_registered", made.pk, {"is_demo": False})
    assert set(entry.sealed) == {"name", "email"}
    assert "anh" not in entry.leaf


def test_signing_in_needs_a_confirmed_address():
    client = Client()
    sign_up(client)
    client = Client()
    answer = client.post("/accounts/login/", {"login": "anh@example.org", "password": PASSWORD})
    assert answer["Location"] == "/accounts/confirm-email/"
    assert "_auth_user_id" not in client.session
    EmailAddress.objects.update(verified=True)
    answer = client.post("/accounts/login/", {"login": "ANH@example.org", "password": PASSWORD, "next": "/areas"})
    assert answer["Location"] == "/areas"
    assert "_auth_user_id" in client.session


FAULTS = [
    ({"name": ""}, "Hãy nhập tên.", "Enter your name."),
    ({"name": "\u200b"}, "Hãy nhập tên.", "Enter a name."),
    ({"name": "x" * 121}, "Tên dài nhất 120 ký tự.", "A name has at most 120 characters."),
    ({"name": "a\x07b"}, "Tên có ký tự không in được.", "The name has characters that can"),
    ({"email": ""}, "Hãy nhập địa chỉ e-mail.", "Enter your e-mail address."),
    ({"email": "anh"}, "Hãy nhập địa chỉ e-mail, ví dụ", "Enter an e-mail address such as"),
    ({"email": "anh@example.org\r\nBcc: all@example.org"}, "Hãy nhập địa chỉ e-mail, ví dụ", "Enter an e-mail address"),
    ({"password1": ""}, "Hãy nhập mật khẩu.", "Enter a password."),
    ({"password1": "ngắn"}, "Mật khẩu quá ngắn: cần ít nhất 10 ký tự.", "The password is too short"),
    ({"password1": "password123"}, "Mật khẩu này thuộc loại phổ biến nhất.", "one of the most common"),
    ({"password1": "anh@example.org"}, "Mật khẩu quá giống", "The password is too much like"),
]


@pytest.mark.parametrize(
    ("changes", "vietnamese", "english"), FAULTS, ids=[str(changes)[:40] for changes, *_ in FAULTS]
)
def test_faults_are_said_in_the_readers_language(changes, vietnamese, english):
    for prefix, words in (("", vietnamese), ("/en", english)):
        page = sign_up(Client(), prefix, **changes).content.decode()
        assert words in page
        assert 'role="alert"' in page
        assert not Person.objects.exists()
        assert not mail.outbox


def test_what_was_typed_is_kept_but_the_password():
    page = sign_up(Client(), email="<script>alert(1)</script>").content.decode()
    assert "Lê Thị Ánh" in page
    assert "<script>alert(1)" not in page
    assert PASSWORD not in page


def test_an_account_that_exists_is_told_only_by_letter():
    person("Someone", email="anh@example.org")
    mail.outbox.clear()
    answer = sign_up(Client())
    assert answer["Location"] == "/accounts/confirm-email/"
    assert Person.objects.count() == 1
    assert "đã có tài khoản" in mail.outbox[0].body


def test_a_forgotten_password():
    person("Lan", email="lan@example.org")
    client = Client()
    client.post("/accounts/password/reset/", {"email": "lan@example.org"})
    link = link_of(mail.outbox[-1])
    form = client.get(link, follow=True)
    assert form.status_code == 200
    client.post(form.request["PATH_INFO"], {"password1": "một cây cầu dài", "password2": "một cây cầu dài"})
    assert Person.objects.get().check_password("một cây cầu dài")
    again = client.get(link, follow=True).content.decode()
    assert "Liên kết này đã được dùng hoặc quá hạn." in again


def test_an_unknown_address_learns_nothing():
    client = Client()
    known = person("Lan", email="lan@example.org")
    answers = [client.post("/accounts/password/reset/", {"email": email}) for email in (known.email, "no@example.org")]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert "không có tài khoản nào" in mail.outbox[-1].body


def test_changing_password_and_address():
    lan = person("Lan", email="lan@example.org")
    client = client_of(lan)
    new = "một cây cầu dài"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    lan.refresh_from_db()
    assert lan.check_password(new)
    assert "đã được đổi" in mail.outbox[-1].body
    client = client_of(lan)
    client.post("/accounts/email/", {"email": "lan2@example.org", "action_add": ""})
    letter = next(letter for letter in mail.outbox if letter.to == ["lan2@example.org"])
    client.post(link_of(letter))
    lan.refresh_from_db()
    assert lan.email == "lan2@example.org"


def test_signing_out_asks_first():
    client = client_of(person())
    assert client.get("/accounts/logout/").status_code == 200
    assert client.post("/accounts/logout/")["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_guessing_is_slowed_down():
    person("Lan", email="lan@example.org")
    client = Client()
    pages = [client.post("/accounts/login/", {"login": "lan@example.org", "password": f"wrong {n}"}) for n in range(7)]
    assert "Địa chỉ e-mail hoặc mật khẩu không đúng." in pages[0].content.decode()
    assert "Thử quá nhiều lần" in pages[-1].content.decode()
    for _ in range(12):
        last = sign_up(Client(), email="someone@example.org")
    assert last.status_code == 429
    assert "Thử quá nhiều lần" in last.content.decode()


PAGES = [
    "account_login", "account_signup", "account_reset_password", "account_reset_password_done",
    "account_email_verification_sent", "account_inactive", "account_reset_password_from_key_done",
]  # fmt: skip
MINE = ["account_logout", "account_email", "account_change_password"]


@pytest.mark.parametrize("name", [*PAGES, *MINE])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_page_is_ours_and_in_one_language(name, prefix):
    client = client_of(person()) if name in MINE else Client()
    page = client.get(prefix + reverse(name)).content.decode()
    assert "ui/css/longbien" in page
    told = re.sub(r"<header class=\"masthead\">.*?</header>|<[^>]+>", " ", page, flags=re.DOTALL)
    assert bool(re.search("[ạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹđ]", told)) is (not prefix)


def test_bad_links_are_told_so():
    for path, words in (
        ("/accounts/confirm-email/nonsense/", "hoặc liên kết đã quá hạn"),
        ("/accounts/password/reset/key/1-nonsense/", "đã được dùng hoặc quá hạn"),
    ):
        page = Client().get(path)
        assert page.status_code < 500
        assert words in page.content.decode()


def test_the_clients_address_is_no_header_that_anyone_may_send(settings, rf: RequestFactory):
    asked = rf.get("/", headers={"X-Forwarded-For": "6.6.6.6, 1.2.3.4"}, REMOTE_ADDR="10.0.0.1")
    assert AccountAdapter().get_client_ip(asked) == "10.0.0.1"
    settings.ENV = type("Behind", (), {"proxies": 1})
    assert AccountAdapter().get_client_ip(asked) == "1.2.3.4"
    settings.ENV = type("Direct", (), {"proxies": 0})
    asked.META["REMOTE_ADDR"] = ""
    with pytest.raises(PermissionDenied):
        AccountAdapter().get_client_ip(asked)


def test_a_closed_account_is_told_so():
    lan = person("Lan", email="lan@example.org")
    Person.objects.update(is_active=False)
    answer = Client().post("/accounts/login/", {"login": lan.email, "password": PASSWORD}, follow=True)
    assert "Tài khoản này đã đóng" in answer.content.decode()


@pytest.mark.parametrize(
    ("prefix", "said", "where"),
    [("", "yêu cầu xoá", "/record/retention/"), ("/en", "ask to be erased", "/en/record/retention/")],
)
def test_who_opens_an_account_reads_what_is_kept(client, prefix, said, where):
    page = client.get(f"{prefix}/accounts/signup/").content.decode()
    assert said in page
    assert f'href="{where}"' in page
