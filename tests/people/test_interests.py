"""The register of interests: declared or entered, it recuses from the next request on."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from longbien.kernel.actor import SYSTEM
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.people import queries
from longbien.people.actions.seats import fill_seat
from longbien.people.actions.standing.interests import Stated, declare_interest, end_interest
from longbien.people.models import Interest
from longbien.people.policy import visible
from longbien.people.queries.held import today
from longbien.record.queries.entries import entries
from tests.people.make import NOW, actor, body, organisation

pytestmark = pytest.mark.django_db
TODAY = today()
YESTERDAY = TODAY - timedelta(days=1)
EACH_DAY = {"TODAY": today, "YESTERDAY": lambda: today() - timedelta(days=1)}


def stated(to, kind="supplier", **more):
    return Stated(**{"organisation_id": to.pk, "kind": kind, "since": date(2026, 1, 1), **more})


def declared(by, to, kind="supplier", **more):
    return declare_interest(stated=stated(to, kind, **more), person_id=by.id, by=by, at=NOW)


def refused(code, run, **words):
    with pytest.raises(Refusal) as refusal:
        run(**words, at=NOW)
    assert refusal.value.code == code
    return refusal.value


def test_a_declared_interest_recuses_and_is_in_the_record_without_its_kind():
    lan, ours = actor(), organisation("Ours")
    assert queries.recused(lan.id, ours.pk) is None
    declared(lan, ours, "family", note="Em trai")
    now = queries.actor_for(lan.id)
    assert now.related == {ours.pk}
    assert not now.member_of(ours.pk)
    assert queries.recused(now, ours.pk).what["en"] == "You can't decide here: you are family of someone at Ours."
    (entry,) = [one for one in entries(Subject("people.person", lan.id)) if one.kind == "people.interest_declared"]
    assert entry.open["organisation"] == str(ours.pk)
    assert set(entry.sealed) == {"kind", "note", "source"}


def test_an_interest_counts_up_to_its_last_day():
    lan, ours = actor(), organisation()
    declared(lan, ours, until=YESTERDAY)
    assert queries.actor_for(lan.id).related == frozenset()
    assert queries.actor_for(lan.id, on=YESTERDAY).related == {ours.pk}
    interest = declared(lan, ours, since=TODAY)
    end_interest(interest_id=interest, until=TODAY, by=lan, at=NOW)
    assert queries.actor_for(lan.id).related == {ours.pk}
    assert queries.actor_for(lan.id, on=TODAY + timedelta(days=1)).related == frozenset()
    refused("ended-already", end_interest, interest_id=interest, until=TODAY, by=lan)


def test_a_seat_in_the_name_of_an_organisation_ties_and_so_does_what_it_holds():
    lan, founder, venture = actor(), organisation("Founder", "company"), organisation("Venture")
    body()
    fill_seat(body="gate-board", person_id=lan.id, organisation_id=founder.pk, by=actor("hub-admin"), at=NOW)
    lead = actor(lead_of=founder.pk)
    declare_interest(stated=stated(venture, "investor"), holder_id=founder.pk, by=lead, at=NOW)
    assert queries.actor_for(lan.id).related == {founder.pk, venture.pk}
    assert queries.recused(lan.id, venture.pk).what["en"] == (
        "You can't decide here: you are the holder of a seat in the name of Founder, "
        "and Founder has a declared tie to Venture (investor)."
    )
    assert queries.persons_related_to(venture.pk) == {lan.id, lead.id}
    assert queries.recused(actor(), venture.pk) is None
    assert queries.recused(None, venture.pk) is None


def test_administrators_enter_what_they_know_with_its_source():
    lan, admin, ours = actor(), actor("hub-admin"), organisation()
    entered = {"stated": stated(ours, source="Báo cáo năm"), "person_id": lan.id}
    missing = refused("bad-interest", declare_interest, stated=stated(ours), person_id=lan.id, by=admin)
    assert missing.faults[0].where == "source"
    interest = declare_interest(**entered, by=admin, at=NOW)
    refused("not-allowed", end_interest, interest_id=interest, until=TODAY, by=lan)
    (card,) = queries.interests_of(lan, lan.id)
    assert (card.source, card.may_end) == ("Báo cáo năm", False)
    end_interest(interest_id=interest, until=YESTERDAY, by=admin, at=NOW)
    (card,) = queries.interests_of(admin, lan.id)
    assert (card.is_over, card.may_end) == (True, False)


def test_what_can_not_be_declared():
    lan, ours, other = actor(), organisation(), actor()
    refused("bad-interest", declare_interest, stated=stated(ours, "friend"), person_id=lan.id, by=lan)
    refused("bad-span", declare_interest, stated=stated(ours, until=date(2025, 1, 1)), person_id=lan.id, by=lan)
    refused("not-found", declare_interest, stated=stated(ours), person_id=other.id, by=lan)
    refused("not-found", declare_interest, stated=stated(ours), person_id=new_id(), by=actor("hub-admin"))
    refused("not-found", declare_interest, stated=stated(ours), by=lan)
    refused("not-found", declare_interest, stated=stated(ours), person_id=lan.id, holder_id=ours.pk, by=lan)
    nowhere = Stated(new_id(), "supplier", TODAY)
    refused("not-found", declare_interest, stated=nowhere, person_id=lan.id, by=lan)
    long = refused("bad-interest", declare_interest, stated=stated(ours, note="x" * 2001), person_id=lan.id, by=lan)
    assert long.faults[0].where == "note"
    declared(lan, ours)
    refused("bad-interest", declare_interest, stated=stated(ours), person_id=lan.id, by=lan)
    lead = actor(lead_of=ours.pk)
    refused("bad-interest", declare_interest, stated=stated(ours), holder_id=ours.pk, by=lead)
    refused("not-found", declare_interest, stated=stated(ours), holder_id=organisation().pk, by=lead)
    refused("not-found", end_interest, interest_id=new_id(), until=TODAY, by=lan)
    refused("bad-span", end_interest, interest_id=Interest.objects.get().pk, until=date(2025, 1, 1), by=lan)


def test_the_system_may_enter_with_a_source():
    ours, founder = organisation(), organisation()
    interest = declare_interest(stated=stated(ours, source="hub.yaml"), holder_id=founder.pk, by=SYSTEM, at=NOW)
    assert Interest.objects.get(pk=interest).entered_by is None
    assert len(queries.interests_of_organisation(actor("hub-admin"), founder.pk)) == 1


def test_only_what_was_declared_as_public_is_shown_to_all():
    lan, ours = actor(), organisation()
    declared(lan, ours, "supplier")
    shown = declared(lan, ours, "adviser", is_public=True)
    assert list(visible(actor(), Interest.objects.all()).values_list("pk", flat=True)) == [shown]
    assert visible(lan, Interest.objects.all()).count() == 2
    (card,) = queries.interest_cards(actor(), queries.register_of_interests(actor()))
    assert (card.id, card.kind["en"], card.may_end) == (shown, "Adviser", False)


def test_the_database_holds_to_one_of_person_and_organisation():
    lan, ours = actor(), organisation()
    row = {"organisation": ours, "kind": "other", "since": TODAY, "entered_at": NOW}
    for wrong in ({}, {"person_id": lan.id, "holder": ours}, {"person_id": lan.id, "until": TODAY - timedelta(days=9)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Interest.objects.create(**row, **wrong)


def test_standing_is_read_in_few_queries(django_assert_max_num_queries):
    lan = actor("reviewer", member_of=organisation().pk)
    with django_assert_max_num_queries(3):
        queries.actor_for(lan.id)
