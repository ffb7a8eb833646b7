"""The page of stuck work: only for administrators, says why, takes up again with a reason on the record."""

import pytest

from longbien.record import models, queries
from longbien.record.events import DeliveriesRetried
from longbien.record.rules.faults import LOST, OTHERWISE, why
from tests.people.make import NOW, client_of, person
from tests.record.make import note, trial

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return client_of(person("Quản trị", roles=("hub-admin",)))


def stuck(error="SMTPAuthenticationError", count=1):
    rows = []
    for _ in range(count):
        entry_id = note(1, subject=trial())
        row = models.Delivery(event_id=entry_id, reaction="room.send", due_at=NOW, tries=3, stuck=True, error=error)
        row.save()
        rows.append(row)
    return rows


def test_only_for_administrators(client):
    assert client.get("/deliveries/").status_code == 302
    client.force_login(person("Ai đó"))
    assert client.get("/deliveries/").status_code in (403, 404)
    [row] = stuck()
    assert client.post("/deliveries/", {"which": "all", "reason": "x"}).status_code in (403, 404)
    row.refresh_from_db()
    assert row.stuck


def test_nothing_is_stuck(admin):
    page = admin.get("/en/deliveries/").content.decode()
    assert "Nothing is stuck" in page
    assert "Nothing waits." in page


def test_what_is_stuck_and_why(admin):
    stuck()
    page = admin.get("/deliveries/").content.decode()
    assert "Máy chủ thư không nhận tên hoặc mật khẩu" in page
    assert "Một ghi chép thử" in page
    assert "room.send" in page
    assert "secret" not in page


def test_one_is_taken_up_again_with_its_reason(admin):
    one, other = stuck(count=2)
    answer = admin.post("/en/deliveries/", {"which": str(one.pk), "reason": "the server is back"})
    assert answer.status_code == 302
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.stuck, one.tries, other.stuck) == (False, 0, True)
    [told] = queries.entries_of_type(DeliveriesRetried.key())
    assert queries.opening(told.id, "reason").value == "the server is back"
    page = admin.get("/en/deliveries/")
    assert "Taken up again" in page.content.decode()
    assert told.actor_id == page.context["actor"].id


def test_all_of_it(admin):
    stuck(count=3)
    admin.post("/deliveries/", {"which": "all", "reason": "đã sửa"})
    assert not models.Delivery.objects.filter(stuck=True).exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"which": "all"}, "fill this in"),
        ({"which": "all", "reason": "x" * 1_001}, "at most 1000"),
        ({"which": "999999", "reason": "mended"}, "choose from what is offered"),
        ({"reason": "mended"}, "choose an answer"),
    ],
)
def test_what_is_wrong_is_said(admin, given, words):
    [row] = stuck()
    answer = admin.post("/en/deliveries/", given)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    row.refresh_from_db()
    assert row.stuck


def test_nothing_left_to_take_up(admin):
    assert admin.post("/deliveries/", {"which": "all", "reason": "mended"}).status_code == 409


def test_the_page_asks_the_same_however_much_is_stuck(admin, django_assert_max_num_queries):
    stuck()
    with django_assert_max_num_queries(20) as one:
        admin.get("/deliveries/")
    stuck(count=3)
    with django_assert_max_num_queries(len(one.captured_queries)):
        admin.get("/deliveries/")


def test_every_name_of_an_error_has_words():
    assert why(LOST)["en"].startswith("The worker was ended")
    assert why("ZeroDivisionError") is OTHERWISE
