"""The policy: one object and a whole list get the same answer, and refusals tell no more than they should."""

import pytest
from django.db.models import Q

from longbien.kernel.actor import ANONYMOUS, SYSTEM
from longbien.kernel.refusal import Refusal
from longbien.people import policy
from longbien.people.models import Absence, Delegation, Interest, Invitation, Organisation, Person, Seat
from longbien.people.policy import (
    everyone,
    hub_role,
    member,
    oneself,
    seat_in,
    signed_in,
    table,
    the_system,
    unrelated,
    visible,
    where,
)
from longbien.people.queries import actor_for
from longbien.people.queries.held import today
from longbien.people.reference import role_matrix
from tests.people.make import NOW, actor, body, organisation

pytestmark = pytest.mark.django_db

RELATIONS = {
    Organisation: [
        everyone(),
        signed_in(),
        the_system(),
        hub_role("reviewer"),
        hub_role("reviewer") & member("pk"),
        member("pk"),
        member("pk", "lead"),
        seat_in("gate-board"),
        unrelated("pk"),
        hub_role("reviewer") & unrelated("pk"),
        where("a team", lambda thing: thing.kind == "team", Q(kind="team")),
        where("a team", lambda thing: thing.kind == "team", Q(kind="team")) & member("pk"),
    ],
    Person: [everyone(), oneself(), signed_in() & oneself(), hub_role("hub-admin")],
    Invitation: [member("organisation_id"), member("organisation.pk", "lead"), oneself("invited_by_id")],
}


@pytest.fixture
def people():
    """Actors of every standing and the things they stand to."""
    ours, theirs = organisation("Ours"), organisation("Theirs", "company")
    lead, plain = actor(lead_of=ours.pk), actor(member_of=ours.pk)
    Invitation.objects.create(
        organisation=ours, email="a@example.org", role="lead", invited_by_id=lead.id, invited_at=NOW
    )
    Invitation.objects.create(
        organisation=theirs, email="b@example.org", role="lead", invited_by_id=plain.id, invited_at=NOW
    )
    board = actor()
    Seat.objects.create(body=body(), person_id=board.id)
    reviewer = actor("reviewer", member_of=theirs.pk)
    tied = actor("reviewer")
    Interest.objects.create(
        person_id=tied.id, organisation=ours, kind="investor", since=today(), is_public=True, entered_at=NOW
    )
    Interest.objects.create(holder=theirs, organisation=ours, kind="other", since=today(), source="-", entered_at=NOW)
    span = {"since": today(), "until": today()}
    Absence.objects.create(person_id=tied.id, deputy_id=reviewer.id, declared_at=NOW, **span)
    Delegation.objects.create(office="group:reviewer", holder_id=tied.id, delegate_id=board.id, made_at=NOW, **span)
    return [
        ANONYMOUS,
        SYSTEM,
        lead,
        plain,
        actor_for(board.id),
        reviewer,
        actor_for(tied.id),
        actor("hub-admin"),
        actor("programme-officer"),
    ]


@pytest.mark.parametrize(
    ("model", "relation"),
    [(model, one) for model, every in RELATIONS.items() for one in every],
    ids=lambda one: getattr(one, "__name__", "") or one.name,
)
def test_one_object_and_a_list_agree(people, model, relation):
    for someone in people:
        one_by_one = {thing.pk for thing in model.objects.all() if relation.holds(someone, thing)}
        assert one_by_one == set(model.objects.filter(relation.rows(someone)).values_list("pk", flat=True))


@pytest.mark.parametrize("model", [Organisation, Person, Invitation, Interest, Absence, Delegation])
def test_lists_hold_what_can_be_viewed(people, model):
    for someone in people:
        seen = visible(someone, model.objects.all())
        assert set(seen) == {thing for thing in model.objects.all() if policy.can(someone, "view", thing)}
        assert len(seen) == seen.distinct().count()


def test_what_may_not_be_seen_is_not_there():
    ours, stranger = organisation(), actor()
    with pytest.raises(Refusal) as hidden:
        policy.check(stranger, "view", Person.objects.get(pk=actor().id))
    assert hidden.value.status == 404
    with pytest.raises(Refusal) as shown:
        policy.check(stranger, "manage", ours)
    assert shown.value.status == 403


def test_the_system_may_only_what_a_row_says():
    ours = organisation()
    assert policy.can(SYSTEM, "add-member", ours)
    assert not policy.can(SYSTEM, "manage", ours)


def test_closed_accounts_have_no_standing():
    someone = actor("hub-admin")
    Person.objects.filter(pk=someone.id).update(is_active=False)
    assert actor_for(someone.id) is ANONYMOUS
    assert actor_for(None) is ANONYMOUS


def test_paths_are_spoken():
    assert member("pk", "lead").name == "lead of it"
    assert member("case.owner_id").name == "member of the owner of its case"
    assert unrelated("organisation_id").name == "not related to its organisation"
    assert oneself("invited_by_id").name == "oneself, by invited_by_id"


def test_the_matrix_names_every_row():
    written = role_matrix()
    for row in table():
        assert f"## {row.type}\n" in written
        assert f"| {row.action} |" in written
        assert row.relation.roles or row.relation.name in written
