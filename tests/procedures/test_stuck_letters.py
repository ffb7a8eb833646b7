"""A letter that can't be made: its office is told and can mend it, the applicant hears nothing of templates."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.procedures.actions.letters.make_again import make_again
from longbien.procedures.actions.letters.stick import note_failure
from longbien.procedures.models import Letter, Notice
from longbien.record.models import Delivery
from longbien.record.queries import chain
from tests.people.make import client_of
from tests.procedures import make
from tests.procedures.world import BEGIN, LETTER, World

pytestmark = pytest.mark.django_db
CHANGES = {"letters": {"award": "letters/award.typ"}, "actions.approve.do": ["letter award"]}
BROKEN = LETTER + '#if letter.reason == "Good." { panic("no such luck") }\n'
APPROVED = [
    {"by": "applicant", "open": True},
    {"by": "applicant", "do": "submit"},
    {"by": "officer", "do": "approve", "reason": "Good."},
    {"clock": "2026-12-07 09:30"},
]


def publish(template=LETTER, *, version=1, **more):
    data = make.changed(make.sample(), {"set": CHANGES | {"version": version} | more})
    make.published(data, letters={name: template for name in data.get("letters", {})})
    return data


@pytest.fixture
def world():
    made = World.of({})
    made.data = publish(BROKEN)
    made.play(APPROVED)
    return made


def kinds(world):
    return [entry.kind for entry in chain(world.case.subject)]


def page(world, who, under=""):
    return client_of(world.people[who]).get(f"/en/cases/{make.slug(world.case_id)}{under}").content.decode()


def test_the_office_is_told_once_and_the_applicant_never(world):
    letter = Letter.objects.get()
    assert letter.stuck_at == world.now
    assert letter.document_id is None
    assert kinds(world).count("procedures.letter-stuck") == 1
    told = Notice.objects.filter(kind__startswith="letter-stuck")
    assert {one.person_id for one in told} == {world.people[name].pk for name in ("officer", "officer2")}
    mailed = {to for one in mail.outbox if letter.number in one.subject for to in one.to}
    assert mailed == {world.people[name].email for name in ("officer", "officer2")}
    assert not Delivery.objects.filter(done_at=None).exists()


def test_the_pages_say_where_the_letter_is_and_what_happens_next(world):
    for under in ("", "/desk"):
        told = page(world, "officer", under)
        assert "could not be made" in told
        assert "no such luck" in told
        assert "Version 1, which is in force, still has the template that failed" in told
        assert "Try again as it is" in told
    told = page(world, "applicant")
    assert "takes longer than usual. The decision stands" in told
    for word in ("no such luck", "template", "could not be made", "again as it is"):
        assert word not in told
    publish(version=2)
    told = page(world, "officer")
    assert "Make it again with the template of version 2" in told
    assert "still has the template" not in told


def test_nobody_is_told_to_look_again_in_a_minute_for_ever():
    world = World.of({})
    world.data = publish()
    world.play(APPROVED[:3])
    for waited, said in ((0, "look again in a minute"), (11, "takes longer than usual")):
        Letter.objects.update(ordered_at=timezone.now() - timedelta(minutes=waited))
        for who, under in (("applicant", ""), ("officer", "/desk")):
            assert said in page(world, who, under)


def test_it_is_made_again_with_the_template_in_force_and_says_the_same(world):
    before = Letter.objects.get()
    publish(version=2)
    answer = client_of(world.people["officer"]).post(f"/en/letters/{make.slug(before.pk)}/again", follow=True)
    assert "template of version 2" in answer.content.decode()
    world.play([{"clock": "2026-12-07 09:40"}])
    letter = Letter.objects.get()
    assert letter.document_id is not None
    assert (letter.stuck_at, letter.fault) == (None, {})
    assert (letter.number, letter.data) == (before.number, before.data)
    assert (world.case.version.version, world.case.seq) == (1, 3)
    again, sealed = chain(world.case.subject)[-2:]
    assert (again.kind, again.open["template_version"]) == ("procedures.letter-made-again", 2)
    assert again.actor_id == world.people["officer"].pk
    assert sealed.kind == "procedures.letter-sealed"
    assert f"{letter.number}, by the template of version 2" in page(world, "officer")
    assert "by the template of version" not in page(world, "applicant")


def test_one_that_fails_again_is_told_again(world):
    make_again(letter_id=Letter.objects.get().pk, by=make.actor(world.people["officer"]), at=world.now)
    world.play([{"clock": "2026-12-07 10:30"}])
    assert Letter.objects.get().stuck_at == world.now
    assert Notice.objects.filter(kind__startswith="letter-stuck").count() == 4


def test_only_its_office_may_and_only_what_is_stuck(world):
    letter = Letter.objects.get()
    for name in ("applicant", "outsider"):
        with pytest.raises(Refusal) as refused:
            make_again(letter_id=letter.pk, by=make.actor(world.people[name]), at=world.now)
        assert refused.value.status in (403, 404)
    officer = make.actor(world.people["officer"])
    make.published(make.sample() | {"version": 2})
    with pytest.raises(Refusal) as refused:
        make_again(letter_id=letter.pk, by=officer, at=world.now)
    assert refused.value.code == "no-template"
    publish(version=3)
    assert make_again(letter_id=letter.pk, by=officer, at=world.now) == 3
    with pytest.raises(Refusal) as refused:
        make_again(letter_id=letter.pk, by=officer, at=world.now)
    assert (refused.value.code, refused.value.status) == ("not-stuck", 409)


def test_what_may_pass_by_itself_is_tried_three_times_first():
    world = World.of({})
    world.data = publish()
    world.play(APPROVED[:3])
    letter_id = Letter.objects.get().pk
    for tries in (1, 2, 3):
        assert Letter.objects.get().stuck_at is None
        note_failure(letter_id=letter_id, fault=Text.of(vi="Hỏng.", en="Broken."), is_final=False, at=BEGIN)
        assert Letter.objects.get().failures == tries
    assert Letter.objects.get().stuck_at == BEGIN
    assert kinds(world).count("procedures.letter-stuck") == 1
