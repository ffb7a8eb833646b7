"""A cohort from its call to its graduates, mentors who declare what ties them, and the money of others afterwards."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from longbien.capital.actions.cohorts.follow_on import Followed, decide_follow_on, record_follow_on
from longbien.capital.actions.cohorts.hold_cohort import Planned, hold_cohort
from longbien.capital.actions.cohorts.mentor import answer_mentor, ask_mentor
from longbien.capital.actions.cohorts.take_note import Noted, take_note
from longbien.capital.actions.cohorts.take_place import ask_place, decide_place
from longbien.capital.models import Cohort, CohortPlace, FollowOn, Mentor
from longbien.capital.queries.cohorts.cohorts import asked_of, cohort, members_of, mentors_of, notes_of, places_of
from longbien.capital.queries.cohorts.rounds import rounds
from longbien.capital.queries.statements.goal import tracks
from longbien.capital.rules.cohorts.places import (
    NAMES,
    TONES,
    TRANSITIONS,
    VERBS,
    after,
    days_against,
    state_of,
    verbs_from,
)
from longbien.capital.rules.statements.track import Admitted, by_year
from longbien.kernel.actor import ANONYMOUS, Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal
from longbien.people.actions.standing.interests import Stated, declare_interest
from longbien.people.queries import actor_for
from tests.capital.make_funds import NOW, TODAY, closed, dong, later
from tests.capital.make_investing import paper
from tests.people.make import actor, client_of, organisation


def refused(code: str) -> Any:
    return pytest.raises(Refusal, match=rf"^{code}")


def test_the_life_of_a_place_is_a_table():
    assert {state for pair in TRANSITIONS.items() for state in (pair[0][0], pair[1])} == set(NAMES) == set(TONES)
    assert {verb for _, verb in TRANSITIONS} == set(VERBS)
    assert (state_of([]), state_of(["admitted", "graduated"])) == ("applied", "graduated")
    assert verbs_from("admitted") == ("graduate", "leave")
    assert after("applied", "admit") == "admitted"
    with refused("not-now"):
        after("declined", "admit")


@pytest.mark.parametrize(
    ("days", "wrong"),
    [((0, 0, 1), []), ((-1, 0, 1), ["apply_by"]), ((5, 4, 9), ["begins_on"]), ((0, 3, 3), ["ends_on"])],
)
def test_days_of_a_cohort_follow_one_another(days: tuple[int, int, int], wrong: list[str]):
    dates = [TODAY + timedelta(days=one) for one in days]
    assert [one.where for one in days_against(*dates, today=TODAY).against] == wrong


def test_private_money_for_each_public_unit_counts_what_came_after():
    funds = [Admitted(date(2025, 3, 1), "public", 100), Admitted(date(2026, 3, 1), "private", 150)]
    after_ = [Admitted(date(2024, 1, 1), "private", 10), Admitted(date(2026, 9, 1), "private", 50)]
    years = by_year(funds, 2026, after_)
    assert [(one.year, one.lever and float(one.lever)) for one in years] == [(2024, None), (2025, 0.1), (2026, 2.1)]
    assert [one.sums.committed for one in years] == [0, 100, 250]
    assert by_year([], 2026) == ()


class World:
    """A cohort, a company that applies, an expert, two programme officers."""

    def __init__(self) -> None:
        self.company = organisation("Robot Sông Hồng", "company").pk
        self.founder = actor(lead_of=self.company, name="Nhà sáng lập")
        self.expert = actor("reviewer", name="Chuyên gia")
        self.officer, self.other = actor("programme-officer", name="Cán bộ A"), actor("programme-officer")
        planned = Planned("Khoá 1", "Ba tháng cùng chuyên gia đô thị.", TODAY, TODAY, TODAY + timedelta(days=90))
        self.cohort_id = hold_cohort(planned, by=self.officer, at=NOW)

    def asks(self) -> CohortPlace:
        words = "Xe giao hàng tự hành, cần người thử."
        key = ask_place(self.cohort_id, self.company, words, by=self.founder, at=NOW)
        return CohortPlace.objects.get(pk=key)

    def decides(self, place: CohortPlace, verb: str, by: Actor | None = None) -> str:
        return decide_place(place.pk, verb, reason="Đủ điều kiện", by=by or self.officer, at=NOW)

    def answers(self, mentor: Any, *, accepts: bool = True, tied: bool = False) -> bool:
        return answer_mentor(mentor, accepts=accepts, tied=tied, declared="Không có.", by=self.expert, at=NOW)

    @property
    def shown(self) -> Cohort:
        return cohort(self.cohort_id)


@pytest.fixture
def world(db: None) -> World:
    return World()


def test_from_the_call_to_the_graduates(world: World) -> None:
    with refused("not-found"), transaction.atomic():
        hold_cohort(Planned("Khoá", "Không được mở.", TODAY, TODAY, TODAY), by=world.founder, at=NOW)
    place = world.asks()
    with refused("asked-already"), transaction.atomic():
        world.asks()
    with refused("over"), transaction.atomic():
        ask_place(world.cohort_id, world.company, "Nộp muộn mất một ngày.", by=world.founder, at=later(1))
    assert members_of(world.shown) == ()
    assert [one.state for one in places_of(world.officer, world.shown)] == ["applied"]
    assert places_of(ANONYMOUS, world.shown) == ()
    with refused("not-allowed"), transaction.atomic():
        world.decides(place, "admit", by=world.founder)
    with refused("not-in"), transaction.atomic():
        take_note(place.pk, Noted("meeting", TODAY, "Gặp lần đầu"), by=world.founder, at=NOW)
    assert world.decides(place, "admit") == "admitted"
    with refused("not-now"), transaction.atomic():
        world.decides(place, "decline")
    take_note(place.pk, Noted("milestone", TODAY + timedelta(days=7), "Mười khách thử"), by=world.founder, at=NOW)
    take_note(place.pk, Noted("milestone", TODAY, "Hai xe chạy", met=True), by=world.founder, at=NOW)
    with refused("not-yet"), transaction.atomic():
        take_note(place.pk, Noted("meeting", TODAY + timedelta(days=1), "Gặp"), by=world.founder, at=NOW)
    with refused("bad-kind"), transaction.atomic():
        take_note(place.pk, Noted("party", TODAY, "Vui"), by=world.founder, at=NOW)
    assert [one.met for one in notes_of(place)] == [None, True]
    assert world.decides(place, "graduate") == "graduated"
    assert [one.state for one in members_of(world.shown)] == ["graduated"]


def test_a_mentor_declares_ties_and_whoever_is_tied_stays_out(world: World) -> None:
    place = world.asks()
    with refused("not-in"), transaction.atomic():
        ask_mentor(place.pk, world.expert.person_id, by=world.officer, at=NOW)
    world.decides(place, "admit")
    with refused("not-found"), transaction.atomic():
        ask_mentor(place.pk, world.founder.person_id, by=world.officer, at=NOW)
    key = ask_mentor(place.pk, world.expert.person_id, by=world.officer, at=NOW)
    with refused("asked-already"), transaction.atomic():
        ask_mentor(place.pk, world.expert.person_id, by=world.officer, at=NOW)
    assert [one.pk for one in asked_of(world.expert)] == [key]
    with refused("not-allowed"), transaction.atomic():
        answer_mentor(key, accepts=True, tied=False, declared="Không có.", by=world.officer, at=NOW)
    assert places_of(world.expert, world.shown) == ()
    assert world.answers(key) is True
    with refused("answered"), transaction.atomic():
        world.answers(key)
    assert [one.company.name for one in places_of(world.expert, world.shown)] == ["Robot Sông Hồng"]
    take_note(place.pk, Noted("meeting", TODAY, "Gặp hai giờ"), by=world.expert, at=NOW)
    # By their own word, by the register when they are asked, and by the register when they answer.
    second, third = actor("reviewer", name="B"), actor("reviewer", name="C")
    asked = ask_mentor(place.pk, second.person_id, by=world.officer, at=NOW)
    assert answer_mentor(asked, accepts=True, tied=True, declared="Em tôi làm ở đó.", by=second, at=NOW) is False
    later_tied = ask_mentor(place.pk, third.person_id, by=world.officer, at=NOW)
    stated = Stated(world.company, "adviser", TODAY, is_public=True)
    declare_interest(stated=stated, person_id=third.person_id, by=third, at=NOW)
    third = actor_for(third.person_id)
    assert answer_mentor(later_tied, accepts=True, tied=False, declared="Không.", by=third, at=NOW) is False
    fourth = actor("reviewer", name="D")
    declare_interest(stated=stated, person_id=fourth.person_id, by=fourth, at=NOW)
    with refused("tied"), transaction.atomic():
        ask_mentor(place.pk, fourth.person_id, by=world.officer, at=NOW)
    assert [(one.accepts, one.is_tied) for one in mentors_of(place)] == [(True, False), (False, True), (False, True)]


def followed(company: Any, **more: Any) -> Followed:
    amount = dong(more.pop("amount", 700))
    return Followed(**{"company_id": company, "investor": "Quỹ Khác", "source": "private", "amount": amount,
                       "on": TODAY, **more})  # fmt: skip


def test_a_follow_on_round_counts_once_a_second_officer_confirms_it(world: World) -> None:
    closed()  # city 600, private 401
    place, by = world.asks(), {"by": world.officer, "at": NOW}
    with refused("bad-follow-on"), transaction.atomic():
        record_follow_on(followed(world.company), paper=paper(), **by)
    world.decides(place, "admit")
    for wrong, code in (({"source": "city"}, "bad-follow-on"), ({"amount": 0}, "bad-follow-on"),
                        ({"on": TODAY + timedelta(days=1)}, "not-yet")):  # fmt: skip
        with refused(code), transaction.atomic():
            record_follow_on(followed(world.company, **wrong), paper=paper(), **by)
    with refused("no-evidence"), transaction.atomic():
        record_follow_on(followed(world.company), paper=None, **by)
    with refused("not-found"), transaction.atomic():
        record_follow_on(followed(new_id()), paper=paper(), **by)
    key = record_follow_on(followed(world.company), paper=paper(), **by)
    with refused("not-allowed"), transaction.atomic():
        decide_follow_on(key, "confirmed", reason="Khớp hợp đồng", **by)
    [before] = tracks(ANONYMOUS)
    assert before.years[-1].lever == before.years[-1].sums.lever
    decide_follow_on(key, "confirmed", reason="Khớp hợp đồng", by=world.other, at=NOW)
    with refused("decided"), transaction.atomic():
        decide_follow_on(key, "dropped", reason="Nhầm", **by)
    [track] = tracks(ANONYMOUS)
    assert (track.years[-1].lever, track.years[-1].followed.private) == (Fraction(401 + 700, 600), 700)
    assert [one.state for one in rounds(world.founder)] == ["confirmed"]


def test_the_pages(world: World) -> None:
    founder, officer, expert = (client_of(one) for one in (world.founder, world.officer, world.expert))
    plan = {"title": "Khoá 2", "about": "Ba tháng cùng chuyên gia đô thị.", "apply_by": "2099-01-01",
            "begins_on": "2099-02-01", "ends_on": "2099-01-01"}  # fmt: skip
    assert officer.post(reverse("cohorts:new"), plan).status_code == 422
    sent = officer.post(reverse("cohorts:new"), {**plan, "ends_on": "2099-05-01"})
    made = Cohort.objects.get(title="Khoá 2")
    assert sent["Location"] == reverse("cohorts:cohort", args=[made.pk])
    assert "Khoá 2" in client_of(actor()).get(reverse("cohorts:every")).content.decode()
    apply = reverse("cohorts:apply", args=[made.pk])
    assert apply in founder.get(sent["Location"]).content.decode()
    asked = {"company": world.company, "about": "Xe giao hàng tự hành, cần người thử."}
    page = founder.post(apply, asked)["Location"]
    place = CohortPlace.objects.get(cohort=made)
    assert (
        officer.post(reverse("cohorts:decide", args=[place.pk, "admit"]), {"reason": "Đủ điều kiện"}).status_code == 302
    )
    form = reverse("cohorts:ask-mentor", args=[place.pk])
    assert officer.post(form, {"mentor": world.expert.person_id})["Location"] == page
    reply = reverse("cohorts:reply", args=[Mentor.objects.get().pk])
    assert reply in expert.get(reverse("people:me")).content.decode()
    answer = {"accepts": "yes", "tied": "no", "declared": "Không có gì."}
    assert expert.post(reply, answer)["Location"] == page
    note = {"kind": "meeting", "on": "2026-03-01", "said": "Gặp hai giờ"}
    assert expert.post(reverse("cohorts:note", args=[place.pk]), note).status_code == 302
    assert "Gặp hai giờ" in founder.get(page).content.decode()
    assert client_of(actor()).get(page).status_code == 404
    told = {"company": world.company, "investor": "Quỹ Khác", "source": "private", "amount": "700", "on": "2026-03-01"}
    assert officer.post(reverse("cohorts:new-round"), told).status_code == 422
    told["evidence"] = SimpleUploadedFile("hop-dong.txt", b"Contract")
    sent = officer.post(reverse("cohorts:new-round"), told)
    row = FollowOn.objects.get()
    assert sent["Location"] == reverse("cohorts:round", args=[row.pk])
    do = reverse("cohorts:do-round", args=[row.pk, "confirmed"])
    assert do not in officer.get(sent["Location"]).content.decode()
    second = client_of(world.other)
    assert do in second.get(sent["Location"]).content.decode()
    assert second.post(do, {"reason": "Khớp hợp đồng"}).status_code == 302
    assert "Quỹ Khác" in second.get(reverse("cohorts:rounds")).content.decode()
    kept = second.get(reverse("cohorts:round-evidence", args=[row.pk]))
    assert b"".join(kept.streaming_content) == b"Contract"
