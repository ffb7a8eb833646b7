"""Lessons for law: drawn at each exit, open to everyone, followed by name and source to a change or a refusal."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from longbien.kernel.ids import new_id, to_slug
from longbien.kernel.refusal import Refusal
from longbien.people.models import HubRole, Membership
from longbien.people.queries import actor_for
from longbien.record.queries import entry, openings
from longbien.trials import models
from longbien.trials.actions.leaving.close_trial import close_trial
from longbien.trials.actions.leaving.file_exit import file_exit
from longbien.trials.actions.lessons.follow_lesson import follow_lesson
from longbien.trials.queries.leaving.lessons import lesson, lesson_rows, lessons, lessons_of
from longbien.trials.rules.leaving import lessons as rules
from longbien.trials.rules.leaving.exit import Answers
from longbien.trials.rules.leaving.lessons import Step
from tests.trials.make import NOW, Staged, event, outside, person, running
from tests.trials.test_actions import kinds, refused
from tests.trials.test_leaving import as_person

WAIVED = [
    {"provision": "Luật Mẫu 1/2020, Điều 5", "why": "Cấm xe không người lái trên vỉa hè."},
    {"provision": "Quy chế Mẫu 2/2021, Điều 9", "why": "Giới hạn giờ giao hàng."},
]
ASKED = "Cho xe chạy dưới 10 km/h trên vỉa hè rộng hơn 3 m."
SENT = Step("propose", "Đã gửi văn bản kiến nghị.", "Công văn 12/CV-MẪU", date(2026, 11, 20), "https://example.test/12")


def ended(**but) -> Staged:
    trial = running(**but)
    trial.send(event(1), outside(2))
    close_trial(trial.id, by=trial.holder, at=NOW)
    said = Answers("Giao 120 kiện hàng.", "Không ai bị thương.", "Cần khoảng đệm.", ASKED)
    file_exit(trial.id, said, by=trial.holder, at=NOW)
    return trial


@pytest.fixture
def trial(db) -> Staged:
    return ended(exemptions=WAIVED)


def shown(name: str, *args, client: Client | None = None) -> str:
    with translation.override("en"):
        return (client or Client()).get(reverse(f"trials:{name}", args=args)).content.decode()


def test_each_waived_provision_yields_a_lesson(trial):
    found = lessons_of(trial.id)
    assert [(one.provision, one.recommendation, one.state) for one in found] == [
        (waived["provision"], ASKED, "drawn") for waived in WAIVED
    ]
    stands = entry(found[0].entry)
    assert stands.open["provision"] == WAIVED[0]["provision"]
    assert ASKED not in stands.leaf
    assert kinds(trial)[-3:] == ["exited", "lesson-drawn", "lesson-drawn"]


@pytest.mark.django_db
def test_where_nothing_was_waived_the_regime_itself_was_tried():
    [one] = lessons_of(ended().id)
    assert one.provision == ""
    assert "Test regime" in shown("lesson", one.id)
    assert "Nothing was waived" in shown("lessons")


def test_everyone_reads_the_rule_the_evidence_and_what_became_of_it(trial):
    one = lessons_of(trial.id)[0]
    assert WAIVED[0]["provision"] in shown("lessons")
    told = shown("lesson", one.id)
    assert ASKED in told
    assert "Outside the area 1" in told
    assert "Record a step" not in told
    assert WAIVED[0]["provision"] in shown("registered", to_slug(trial.id))
    follow_lesson(one.id, SENT, by=trial.officer, at=NOW)
    told = shown("lesson", one.id)
    assert SENT.text in told
    assert f'href="{SENT.url}"' in told
    assert trial.officer.name not in told
    feed = Client().get(reverse("trials:lessons-atom"))
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert SENT.text in feed.content.decode()


def test_a_step_stands_on_the_record_with_its_source_and_its_officer_sealed(trial):
    one = lessons_of(trial.id)[0]
    assert follow_lesson(one.id, SENT, by=trial.officer, at=NOW) == "proposed"
    [step] = lesson(one.id).steps
    stands = entry(step.entry)
    assert (stands.open["source"], stands.open["state"], stands.actor_id) == (SENT.source, "proposed", trial.officer.id)
    assert trial.officer.name not in stands.leaf
    assert openings(step.entry)["officer"].value == trial.officer.name


@pytest.mark.parametrize(("last", "state"), [("change", "changed"), ("refuse", "refused")])
def test_it_is_followed_to_the_change_or_the_refusal_and_no_further(trial, last, state):
    one = lessons_of(trial.id)[0]
    with refused("not-now"):
        follow_lesson(one.id, Step("change", SENT.text, SENT.source, SENT.happened_on), by=trial.officer, at=NOW)
    for kind in ("note", "propose", "note", last):
        follow_lesson(one.id, Step(kind, SENT.text, SENT.source, SENT.happened_on), by=trial.officer, at=NOW)
    assert lesson(one.id).state == state
    with refused("not-now"):
        follow_lesson(one.id, Step("note", SENT.text, SENT.source, SENT.happened_on), by=trial.officer, at=NOW)


@pytest.mark.parametrize(
    ("but", "where"),
    [
        ({"kind": "dance"}, ["kind"]),
        ({"text": "ngắn"}, ["text"]),
        ({"text": "\x00" * 20}, ["text"]),
        ({"source": " "}, ["source"]),
        ({"source": "x" * 301}, ["source"]),
        ({"url": "javascript:alert(1)"}, ["url"]),
        ({"url": "https://" + "x" * 500}, ["url"]),
        ({"happened_on": date(2026, 11, 24)}, ["happened_on"]),
    ],
)
def test_no_step_without_words_and_a_source(trial, but, where):
    with pytest.raises(Refusal) as found:
        follow_lesson(lessons_of(trial.id)[0].id, Step(**{**vars(SENT), **but}), by=trial.officer, at=NOW)
    assert [fault.where for fault in found.value.faults] == where


def test_officers_follow_and_nobody_who_is_kin(trial):
    one = lessons_of(trial.id)[0]
    with refused("not-found|not-allowed"):
        follow_lesson(one.id, SENT, by=trial.holder, at=NOW)
    with refused("not-found"):
        follow_lesson(new_id(), SENT, by=trial.officer, at=NOW)
    programme = person("Cán bộ chương trình", "programme-officer")
    follow_lesson(one.id, SENT, by=actor_for(programme.pk), at=NOW)
    kin = person("Người nhà")
    HubRole.objects.create(person=kin, role="programme-officer", granted_at=NOW)
    Membership.objects.create(person=kin, organisation_id=trial.organisation_id, role=Membership.Role.MEMBER)
    with refused("not-found|not-allowed"):
        follow_lesson(one.id, Step("note", *list(vars(SENT).values())[1:]), by=actor_for(kin.pk), at=NOW)


def test_the_officer_records_a_step_on_the_page(trial):
    one, officer = lessons_of(trial.id)[0], as_person(trial.officer)
    assert "Record a step" in shown("lesson", one.id, client=officer)
    here = reverse("trials:lesson-follow", args=[one.id])
    wrong = officer.post(here, {"kind": "propose", "happened_on": "2026-11-20", "text": SENT.text, "source": ""})
    assert wrong.status_code == 422
    assert SENT.text in wrong.content.decode()
    later = (timezone.localdate() + timedelta(days=2)).isoformat()
    said = {"kind": "propose", "happened_on": "2026-11-20", "text": SENT.text, "source": SENT.source}
    assert officer.post(here, {**said, "happened_on": later}).status_code == 422
    assert officer.post(here, said).status_code == 302
    assert lesson(one.id).state == "proposed"
    assert as_person(trial.holder).get(here).status_code in (403, 404)
    assert Client().get(reverse("trials:lesson", args=[new_id()])).status_code == 404


@pytest.mark.django_db
def test_without_lessons_the_page_teaches_and_the_feed_stands_still():
    assert "No lesson here yet." in shown("lessons")
    first, again = (Client().get(reverse("trials:lessons-atom")).content for _ in range(2))
    assert first == again


def test_by_state_and_as_many_queries_for_three_as_for_one(trial, django_assert_num_queries):
    follow_lesson(lessons_of(trial.id)[0].id, SENT, by=trial.officer, at=NOW)
    with translation.override("en"):
        told = Client().get(reverse("trials:lessons"), {"state": "proposed"}).content.decode()
    assert WAIVED[0]["provision"] in told
    assert WAIVED[1]["provision"] not in told
    for most in (1, 2):
        with django_assert_num_queries(4):
            assert len(lessons(lesson_rows()[:most])) == most


def test_what_was_recorded_of_a_lesson_stays(trial):
    follow_lesson(lessons_of(trial.id)[0].id, SENT, by=trial.officer, at=NOW)
    for statement in ("DELETE FROM trials_lessonstep", "UPDATE trials_lessonstep SET kind = kind"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert models.LessonStep.objects.count() == 1


def test_the_table_is_drawn():
    drawn = rules.diagram()
    assert all(f"{start} --> {end}: {kind}" in drawn for (start, kind), end in rules.TRANSITIONS.items())
    assert all(f"{state} --> [*]" in drawn for state in rules.FINAL)
    assert {state for pair, state in rules.TRANSITIONS.items()} == set(rules.STATES)
