"""What a resident finds: by ward, old ward, coordinates; and how a concern is told and read."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from longbien.kernel.actor import ANONYMOUS
from longbien.kernel.ids import from_slug, new_id, to_slug
from longbien.kernel.refusal import Refusal
from longbien.people.models import Person
from longbien.people.registry import waiting_for
from longbien.places import queries as places
from longbien.record.models import Opening
from longbien.record.queries import entry, openings
from longbien.trials.actions.leaving.close_trial import close_trial
from longbien.trials.actions.leaving.file_exit import file_exit
from longbien.trials.actions.leaving.release_exit import release_exit
from longbien.trials.actions.residents.raise_concern import Concern, raise_concern
from longbien.trials.queries.leaving.lessons import lessons_of
from longbien.trials.queries.public.near import near
from longbien.trials.rules.residents.whereabouts import read_point
from longbien.trials.search import search
from longbien.trials.views.near import distance
from tests.trials.make import NOW, outside, running
from tests.trials.test_leaving import SAID

BOUNDS = (105.28, 20.56, 106.03, 21.39)
TOLD = "Robot chạy sát người đi bộ ở góc phố."


@pytest.mark.parametrize(
    ("written", "point"),
    [
        ("21.005, 105.846", (105.846, 21.005)),
        ("105.846, 21.005", (105.846, 21.005)),
        (" 21.005;105.846 ", (105.846, 21.005)),
        ("21.005° 105.846°", (105.846, 21.005)),
        ("48.85, 2.35", (2.35, 48.85)),
        ("99, 105", None),
        ("-95.5, 20", None),
        ("21.005", None),
        ("phố 21, 105", None),
        ("", None),
        ("nan, nan", None),
    ],
)
def test_coordinates_as_people_write_them(written, point):
    assert read_point(written, BOUNDS) == point


def test_without_bounds_latitude_comes_first():
    assert read_point("52.5, 13.4") == (13.4, 52.5)


@pytest.mark.parametrize(("metres", "words"), [(3, "0 m"), (127.4, "130 m"), (994, "990 m"), (1469, "1,5 km")])
def test_distances_are_no_finer_than_they_are_known(metres, words):
    with translation.override("vi"):
        assert distance(metres) == words


def address(name, *args, language="en"):
    with translation.override(language):
        return reverse(f"trials:{name}", args=args)


@pytest.fixture
def trial(db):
    staged = running()
    staged.send(outside(1))
    return staged


def ask(client, **words):
    return client.get(address("near"), words).content.decode()


def test_nearest_first_and_only_what_may_be_met(trial):
    today = timezone.localdate()
    [here] = near(105.845, 21.005, today)
    assert here.is_here
    [beside] = near(105.855, 21.005, today)
    assert 400 < beside.metres < 600
    assert near(105.9, 21.2, today) == ()
    assert near(105.845, 21.005, trial.row.term_end) == ()


def test_by_coordinates_it_says_what_since_when_by_whom_and_why_it_stands_still(client, trial):
    told = ask(client, q="21.005, 105.845")
    assert "1 trial near 21.00500, 105.84500" in told
    assert "Robot giao hàng thử nghiệm" in told
    assert "right here" in told
    assert "Nhóm Mẫu" in told
    assert "08:30–12:00" in told
    assert "A device left the area it may be tested in." in told
    assert address("concern", trial.id) in told
    assert "not published" in told


def test_what_ended_is_shown_as_ended_with_what_came_out(client, trial):
    close_trial(trial.id, by=trial.holder, at=NOW)
    assert "Nothing is being tested near" in (told := ask(client, q="21.005, 105.845"))
    for said in ("What was tested here and is over", "Stopped for good", "No exit report is published.", "1 time."):
        assert said in told
    assert address("concern", trial.id) not in told
    file_exit(trial.id, replace(SAID, may_publish=True), by=trial.holder, at=NOW)
    assert SAID.results not in ask(client, q="21.005, 105.845")
    release_exit(trial.id, publish=True, reason="Không có bí mật nào trong báo cáo.", by=trial.officer, at=NOW)
    told = ask(client, q="21.005, 105.845")
    [lesson] = lessons_of(trial.id)
    for said in (SAID.results, "Ended", address("lesson", lesson.id), address("published-exit", to_slug(trial.id))):
        assert said in told
    with translation.override("en"):
        feed = client.get(reverse("trials:near-atom"), {"q": "21.005, 105.845"}).content.decode()
        [hit] = search(ANONYMOUS, "robot bac")
        [there, *_] = search(ANONYMOUS, "bach mai")
    assert "near?ward=" in there.url
    assert ("<entry>" in feed, "· Ended ·" in hit.snippet) == (True, True)
    assert "What was tested here" not in ask(client, q="21.3, 105.4")


def test_by_the_name_of_a_ward_and_by_an_old_one(client, trial):
    [ward] = places.find_wards("bach khoa")
    assert "1 trial near" in ask(client, ward=ward.code)
    told = ask(client, q="Phường Bách Khoa")
    assert f"near {ward.name}" in told
    assert "Formed in 2025 from:" in told
    assert "away" not in told.split("<h2>")[1].split("Choose another place")[1]


def test_several_wards_are_asked_about(client, trial):
    told = ask(client, q="hoan kiem")
    assert "Which of these wards?" in told
    assert "?ward=" in told


def test_far_away_there_is_nothing(client, trial):
    assert "Nothing is being tested near" in ask(client, q="21.3, 105.4")


def test_words_that_name_no_ward(client, trial):
    assert "No ward of that name was found." in ask(client, q="zzzz")


def test_before_asking_everything_that_is_on_and_every_ward_to_choose(client, trial):
    told = ask(client)
    assert "All that is being tested now" in told
    assert f"{len(places.wards())} wards as a list" in told
    assert "Robot giao hàng thử nghiệm" in told
    assert "08:30–12:00" in told


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "{{ hub }}", "\x00", "à" * 5000, "\u202e", "%s"])
def test_hostile_questions_are_answered_as_words(client, trial, words):
    answer = client.get(address("near"), {"q": words, "ward": words})
    assert answer.status_code in (200, 400)
    assert "<script>alert" not in answer.content.decode()


def told_at(url: str):
    """The entry of the concern that an address of its own follows."""
    return entry(from_slug(url.rpartition("/told/")[2].partition("/")[0]))


def test_anyone_may_tell_of_a_concern(client, trial):
    url = address("concern", trial.id)
    assert client.get(url).status_code == 200
    sent = client.post(url, {"about": "safety", "told": TOLD, "happened_on": "2026-11-09", "reach": "0900 000 000"})
    assert sent.status_code == 302
    told = told_at(sent.url)
    assert told.kind == "trials.concern-raised"
    assert TOLD not in told.leaf
    assert "0900" not in told.leaf
    assert told.seq
    assert openings(told.id)["told"].value == TOLD
    thanks = client.get(sent.url).content.decode()
    assert "It is received." in thanks
    assert TOLD in thanks
    assert "Record entry" in thanks
    assert f'value="http://testserver{sent.url}" readonly' in thanks
    astray = client.get(sent.url[:-1])
    assert (astray.status_code, "Copy the whole address" in astray.content.decode()) == (404, True)


def test_the_record_does_not_say_who_told_signed_in_or_not(client, trial):
    resident = Person.objects.create(email="dan@example.test", name="Người dân")
    client.force_login(resident)
    sent = client.post(address("concern", trial.id), {"about": "noise", "told": TOLD})
    told = told_at(sent.url)
    assert told.actor_id is None
    assert str(resident.pk) not in told.leaf


def test_what_residents_said_waits_for_who_watches_over_the_trial(trial):
    here = address("concerns", trial.id)
    now = timezone.now()
    for ago in (40, 0):
        raise_concern(trial.id, Concern("noise", TOLD), by=ANONYMOUS, at=now - timedelta(days=ago))
    with translation.override("en"):
        found = {one.url: one.kind for one in waiting_for(trial.officer)}
        assert found[here].endswith("2 concerns to answer · 1 overdue")
        assert here not in [one.url for who in (trial.holder, ANONYMOUS) for one in waiting_for(who)]


@pytest.mark.parametrize(
    ("but", "field"),
    [
        ({"about": "nonsense"}, "about"),
        ({"told": "ngắn"}, "told"),
        ({"told": "x" * 4001}, "told"),
        ({"told": TOLD + "\x00"}, "told"),
        ({"reach": "y" * 201}, "reach"),
        ({"reach": "\x00"}, "reach"),
        ({"happened_on": (NOW + timedelta(days=2)).date()}, "happened_on"),
    ],
)
def test_what_is_wrong_is_said_of_each_field(trial, but, field):
    concern = Concern(**({"about": "noise", "told": TOLD} | but))
    with pytest.raises(Refusal) as refused:
        raise_concern(trial.id, concern, by=ANONYMOUS, at=NOW)
    assert [fault.where for fault in refused.value.faults] == [field]


def test_a_wrong_form_keeps_what_was_typed(client, trial):
    answer = client.post(address("concern", trial.id), {"about": "", "told": TOLD})
    assert answer.status_code == 422
    assert TOLD in answer.content.decode()


def test_a_day_to_come_comes_back_as_a_fault_of_the_form(client, trial):
    day = (timezone.localdate() + timedelta(days=3)).isoformat()
    answer = client.post(address("concern", trial.id), {"about": "noise", "told": TOLD, "happened_on": day})
    assert answer.status_code == 422
    assert "still to come" in answer.content.decode()


def test_of_no_trial_nothing_can_be_told(client, db):
    assert client.get(address("concern", new_id())).status_code == 404
    with pytest.raises(Refusal):
        raise_concern(new_id(), Concern("noise", TOLD), by=ANONYMOUS, at=NOW)


def test_only_those_who_watch_over_it_read_the_concerns(client, trial):
    raise_concern(trial.id, Concern("noise", TOLD, reach="a@example.test"), by=ANONYMOUS, at=NOW)
    url = address("concerns", trial.id)
    assert client.get(url).status_code == 404
    client.force_login(Person.objects.get(pk=trial.holder.id))
    assert client.get(url).status_code == 403
    client.force_login(Person.objects.get(pk=trial.officer.id))
    told = client.get(url).content.decode()
    assert TOLD in told
    assert "a@example.test" in told
    assert "Report an incident" in told


def test_without_concerns_the_page_teaches(client, trial):
    client.force_login(Person.objects.get(pk=trial.officer.id))
    assert "No resident has told of a concern." in client.get(address("concerns", trial.id)).content.decode()
    assert client.get(address("concerns", new_id())).status_code == 404


def test_an_erased_concern_says_so(client, trial):
    number = raise_concern(trial.id, Concern("noise", TOLD), by=ANONYMOUS, at=NOW)
    Opening.objects.filter(event_id=number).delete()
    client.force_login(Person.objects.get(pk=trial.officer.id))
    assert "erased for good" in client.get(address("concerns", trial.id)).content.decode()
