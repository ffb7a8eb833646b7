"""Teams and organisations: registered, joined by invitation, left; each step on the record."""

from datetime import timedelta
from urllib.parse import quote_plus

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail

from longbien.kernel.actor import ANONYMOUS, SYSTEM
from longbien.kernel.ids import new_id, to_slug
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.people import queries
from longbien.people.actions.add_member import add_member
from longbien.people.actions.invite_member import MOST_OPEN, accept_invitation, end_invitation, invite_member
from longbien.people.actions.register_organisation import register_organisation
from longbien.people.actions.remove_member import remove_member
from longbien.people.models import Invitation, Membership, Organisation, Person
from longbien.record.actions.deliver import deliver
from longbien.record.queries.entries import entries
from tests.people.make import NOW, actor, client_of, organisation, person

pytestmark = pytest.mark.django_db


def kinds_of(organisation_id):
    return [entry.kind for entry in entries(Subject("people.organisation", organisation_id))]


def refused(code, run, **words):
    with pytest.raises(Refusal) as refusal:
        run(**words, at=NOW)
    assert refusal.value.code == code
    return refusal.value


def test_who_registers_leads():
    lan = actor()
    made = register_organisation(name=" Nhóm  Sông Hồng ", kind="team", by=lan, at=NOW)
    assert queries.organisation(made).name == "Nhóm Sông Hồng"
    assert [(one.person.id, one.role) for one in queries.members(made)] == [(lan.id, "lead")]
    assert kinds_of(made) == ["people.organisation_registered", "people.member_added"]
    assert "Sông" not in "".join(entry.leaf for entry in entries(Subject("people.organisation", made)))


def test_public_bodies_are_not_anybodys_to_enter():
    refused("not-found", register_organisation, name="Sở Lạ", kind="department", by=actor())
    assert register_organisation(name="Sở Mới", kind="department", by=actor("hub-admin"), at=NOW)
    assert register_organisation(name="Sở Cũ", kind="authority", by=SYSTEM, at=NOW)
    assert not Membership.objects.filter(organisation__name="Sở Cũ").exists()


def test_what_register_refuses():
    refused("unknown-kind", register_organisation, name="X", kind="cartel", by=actor())
    refused("bad-name", register_organisation, name="\x00", kind="team", by=actor())
    refused("not-found", register_organisation, name="X", kind="team", by=ANONYMOUS)
    assert not Organisation.objects.exists()


def test_an_invitation_is_answered_by_the_invited():
    ours = organisation()
    lead, guest = actor(lead_of=ours.pk), person("Khách", email="khach@example.org")
    stranger = actor()
    made = invite_member(organisation_id=ours.pk, email=" Khach@Example.org ", role="member", by=lead, at=NOW)
    assert [card.email for card in queries.invitations_of(ours.pk)] == ["khach@example.org"]
    assert queries.invitations_for(stranger) == ()
    refused("not-found", accept_invitation, invitation_id=made, by=stranger)
    refused("not-found", accept_invitation, invitation_id=made, by=ANONYMOUS)
    guest = queries.actor_for(guest.pk)
    assert [card.id for card in queries.invitations_for(guest)] == [made]
    assert accept_invitation(invitation_id=made, by=guest, at=NOW) == ours.pk
    assert queries.actor_for(guest.id).member_of(ours.pk)
    assert kinds_of(ours.pk) == ["people.member_invited", "people.invitation_ended", "people.member_added"]
    assert "khach" not in "".join(entry.leaf for entry in entries(Subject("people.organisation", ours.pk)))
    refused("not-found", accept_invitation, invitation_id=made, by=guest)


def test_an_address_that_is_not_confirmed_opens_nothing():
    ours = organisation()
    made = invite_member(organisation_id=ours.pk, email="a@example.org", role="lead", by=actor(lead_of=ours.pk), at=NOW)
    thief = person("Kẻ gian", email="thief@example.org")
    thief.email = "a@example.org"
    thief.save()
    assert queries.invitations_for(queries.actor_for(thief.pk)) == ()
    refused("not-found", accept_invitation, invitation_id=made, by=queries.actor_for(thief.pk))


def test_invitations_end():
    ours = organisation()
    lead, guest = actor(lead_of=ours.pk), person("Khách", email="khach@example.org")
    for by in (lead, queries.actor_for(guest.pk)):
        made = invite_member(organisation_id=ours.pk, email=guest.email, role="member", by=lead, at=NOW)
        end_invitation(invitation_id=made, by=by, at=NOW)
    ends = [entry.open["how"] for entry in entries(Subject("people.organisation", ours.pk)) if "how" in entry.open]
    assert ends == ["withdrawn", "declined"]
    refused("not-found", end_invitation, invitation_id=new_id(), by=lead)
    assert not queries.members(ours.pk)[1:]


def test_what_invite_refuses():
    ours = organisation()
    lead, plain = actor(lead_of=ours.pk), actor(member_of=ours.pk)
    asked = {"organisation_id": ours.pk, "email": "a@example.org", "role": "member"}
    refused("not-found", invite_member, **{**asked, "organisation_id": new_id()}, by=lead)
    refused("not-allowed", invite_member, **asked, by=plain)
    for email in ("", "a", "a@b", "a@example.org\nBcc: b@example.org", "a\x00@example.org"):
        assert refused("bad-invitation", invite_member, **{**asked, "email": email}, by=lead).faults[0].where == "email"
    assert refused("bad-invitation", invite_member, **{**asked, "role": "king"}, by=lead).faults[0].where == "role"
    invite_member(**asked, by=lead, at=NOW)
    refused("bad-invitation", invite_member, **{**asked, "email": "A@EXAMPLE.org"}, by=lead)
    mine = Person.objects.get(pk=plain.id).email
    refused("bad-invitation", invite_member, **{**asked, "email": mine.upper()}, by=lead)
    Invitation.objects.bulk_create(
        Invitation(
            organisation=ours, email=f"{n}@example.org", role="lead", invited_by_id=lead.id, invited_at=NOW
        )
        for n in range(MOST_OPEN)
    )  # fmt: skip
    refused("too-many-invitations", invite_member, **{**asked, "email": "b@example.org"}, by=lead)


@pytest.mark.parametrize(("language", "words"), [("vi", "mời bạn tham gia"), ("en", "invites you to join")])
def test_the_letter_goes_to_the_invited_in_their_language(language, words):
    ours = organisation('Nhóm <b>"&{{ 7*7 }}')
    guest = person("Khách", email="khach@example.org")
    Person.objects.filter(pk=guest.pk).update(language=language)
    lead = actor(lead_of=ours.pk, name="Lan =cmd()")
    invite_member(organisation_id=ours.pk, email=guest.email, role="member", by=lead, at=NOW)
    deliver(clock=lambda: NOW + timedelta(minutes=1))
    (letter,) = mail.outbox
    assert (letter.to, "\n" in letter.subject) == (["khach@example.org"], False)
    assert 'Nhóm <b>"&{{ 7*7 }}' in letter.subject
    assert words in letter.body
    assert f"{settings.ENV.url}{'/en' if language == 'en' else ''}/me" in letter.body


def test_no_letter_for_an_invitation_that_was_withdrawn():
    ours = organisation()
    lead = actor(lead_of=ours.pk)
    made = invite_member(organisation_id=ours.pk, email="a@example.org", role="member", by=lead, at=NOW)
    end_invitation(invitation_id=made, by=lead, at=NOW)
    deliver(clock=lambda: NOW + timedelta(minutes=1))
    assert not mail.outbox


def test_members_leave_but_the_last_lead_stays():
    ours = organisation()
    lead, plain, stranger = actor(lead_of=ours.pk), actor(member_of=ours.pk), actor()
    refused("not-allowed", remove_member, organisation_id=ours.pk, person_id=lead.id, by=plain)
    refused("last-lead", remove_member, organisation_id=ours.pk, person_id=lead.id, by=lead)
    refused("not-found", remove_member, organisation_id=ours.pk, person_id=stranger.id, by=lead)
    refused("not-found", remove_member, organisation_id=new_id(), person_id=plain.id, by=plain)
    remove_member(organisation_id=ours.pk, person_id=plain.id, by=plain, at=NOW)
    assert [one.person.id for one in queries.members(ours.pk)] == [lead.id]
    assert kinds_of(ours.pk) == ["people.member_removed"]


def test_administrators_add_members_directly():
    ours, lan = organisation(), person()
    refused("not-allowed", add_member, organisation_id=ours.pk, person_id=lan.pk, role="lead", by=actor())
    refused("not-found", add_member, organisation_id=new_id(), person_id=lan.pk, role="lead", by=SYSTEM)
    for role in ("member", "lead", "lead"):
        add_member(organisation_id=ours.pk, person_id=lan.pk, role=role, by=SYSTEM, at=NOW)
    assert [one.role for one in queries.members(ours.pk)] == ["lead"]
    assert [entry.open["role"] for entry in entries(Subject("people.organisation", ours.pk))] == ["member", "lead"]


def test_an_organisation_never_loses_its_last_lead_to_another_role():
    ours = organisation()
    lead = actor(lead_of=ours.pk)
    EmailAddress.objects.create(user_id=lead.id, email="work@example.org", verified=True)
    made = invite_member(organisation_id=ours.pk, email="work@example.org", role="member", by=lead, at=NOW)
    assert accept_invitation(invitation_id=made, by=lead, at=NOW) == ours.pk
    assert [(one.person.id, one.role) for one in queries.members(ours.pk)] == [(lead.id, "lead")]
    assert queries.invitations_of(ours.pk) == ()
    refused("last-lead", add_member, organisation_id=ours.pk, person_id=lead.id, role="member", by=SYSTEM)
    actor(lead_of=ours.pk)
    add_member(organisation_id=ours.pk, person_id=lead.id, role="member", by=SYSTEM, at=NOW)
    assert sorted(one.role for one in queries.members(ours.pk)) == ["lead", "member"]


HOSTILE = ["<script>alert(1)</script>", "{{ 7*7 }}{% now %}", "=1+1", "\u202egnahc", "x" * 5_000, "a\x00b", "\ud800"]


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: ascii(name)[:20])
def test_hostile_names_do_no_harm(name):
    client = client_of(actor())
    written = quote_plus(name.encode(errors="surrogatepass"))
    answer = client.post(
        "/organisations/new", f"kind=team&name={written}", content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code in (302, 422)
    page = client.get(answer["Location"]) if answer.status_code == 302 else answer
    assert "<script>alert(1)" not in page.content.decode()
    assert "49" not in page.content.decode().partition("<h1>")[2].partition("</h1>")[0]


def test_a_team_in_the_browser():
    lead = actor()
    client = client_of(lead)
    assert client.post("/organisations/new", {"kind": "team", "name": ""}).status_code == 422
    assert client.post("/organisations/new", {"kind": "department", "name": "Sở"}).status_code == 422
    address = client.post("/organisations/new", {"kind": "team", "name": "Nhóm Cầu"})["Location"]
    assert client.post(f"{address}/invitations", {"email": "x", "role": "member"}).status_code == 422
    assert client.post(f"{address}/invitations", {"email": "khach@example.org", "role": "member"}).status_code == 302
    assert "khach@example.org" in client.get(address).content.decode()
    guest = client_of(person("Khách", email="khach@example.org"))
    assert "khach@example.org" not in guest.get(address).content.decode()
    assert "Nhóm Cầu" in guest.get("/me").content.decode()
    (card,) = queries.invitations_of(Organisation.objects.get().pk)
    answered = guest.post("/me/invitations", {"invitation": to_slug(card.id), "answer": "accept"})
    assert answered["Location"] == address
    assert "Khách" in guest.get(address).content.decode()
    khach = to_slug(Person.objects.get(name="Khách").pk)
    assert guest.post(f"{address}/members/remove", {"person": to_slug(lead.id)}).status_code == 403
    assert client.post(f"{address}/members/remove", {"person": khach}).status_code == 302
    assert client.post(f"{address}/members/remove", {"person": "nonsense"}).status_code == 404


def test_invitations_are_declined_and_withdrawn_in_the_browser():
    ours = organisation()
    lead = actor(lead_of=ours.pk)
    guest = person("Khách", email="khach@example.org")
    for client, path, key in (
        (client_of(guest), "/me/invitations", "answer"),
        (client_of(lead), f"/organisations/{to_slug(ours.pk)}/invitations/withdraw", "x"),
    ):
        made = invite_member(organisation_id=ours.pk, email=guest.email, role="member", by=lead, at=NOW)
        assert client.post(path, {"invitation": to_slug(made), key: "decline"}).status_code == 302
        assert client.post(path, {"invitation": to_slug(made), key: "decline"}).status_code == 404
        assert client.post(path, {"invitation": "nonsense"}).status_code == 404


def test_pages_of_others_show_no_members():
    ours = organisation("Nhóm Kín")
    actor(lead_of=ours.pk, name="Người Kín")
    address = f"/en/organisations/{to_slug(ours.pk)}"
    for client, seen in ((client_of(actor()), False), (client_of(actor("programme-officer")), True)):
        page = client.get(address).content.decode()
        assert ("Người Kín" in page) is seen
        assert "Nhóm Kín" in page
    assert client_of(actor()).get(f"/organisations/{to_slug(new_id())}").status_code == 404
    assert client_of(actor()).get("/organisations/short").status_code == 404


def test_registering_leads_back_to_where_it_was_needed():
    client = client_of(actor())
    for wanted, gone in (("/problems", True), ("https://evil.example/", False), ("//evil.example", False), ("", False)):
        answer = client.post(f"/organisations/new?next={quote_plus(wanted)}", {"kind": "team", "name": "Nhóm"})
        assert (answer["Location"] == wanted) is gone
        assert gone or answer["Location"].startswith("/organisations/")
