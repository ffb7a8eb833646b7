"""URLs of the people room."""

from django.urls import path

from longbien.people.views import (
    demo,
    devices,
    mail,
    me,
    organisations,
    papers,
    persons,
    privacy,
    registrations,
    second_step,
)
from longbien.people.views.standing import away, interests

app_name = "people"
urlpatterns = [
    path("me", me.me, name="me"),
    path("me/edit", me.edit, name="edit-me"),
    path("me/second-step", second_step.second_step, name="second-step"),
    path("me/confirm", second_step.confirm, name="confirm"),
    path("me/devices", devices.devices, name="devices"),
    path("me/papers", papers.papers, name="papers"),
    path("me/data", privacy.privacy, name="privacy"),
    path("me/data/consent", privacy.consent, name="consent"),
    path("me/data/copy", privacy.export, name="export"),
    path("me/data/erase", privacy.erase, name="erase"),
    path("me/invitations", me.answer, name="answer"),
    path("organisations/new", organisations.register, name="register"),
    path("organisations/<id26:organisation_id>", organisations.organisation, name="organisation"),
    path("organisations/<id26:organisation_id>/invitations", organisations.invite, name="invite"),
    path("organisations/<id26:organisation_id>/invitations/withdraw", organisations.withdraw, name="withdraw"),
    path("organisations/<id26:organisation_id>/members/remove", organisations.remove, name="remove"),
    path("organisations/<id26:organisation_id>/registration", registrations.registration, name="registration"),
    path("organisations/<id26:organisation_id>/verify", registrations.verify, name="verify"),
    path("people", persons.persons, name="persons"),
    path("people/<id26:person_id>", persons.person, name="person"),
    path("people/<id26:person_id>/roles", persons.set_role, name="set-role"),
    path("people/<id26:person_id>/interests", interests.of_person, name="interests-of"),
    path("people/<id26:person_id>/away", away.of_person, name="away"),
    path("people/<id26:person_id>/away/absence", away.absence, name="new-absence"),
    path("people/<id26:person_id>/away/delegation", away.delegation, name="new-delegation"),
    path("organisations/<id26:organisation_id>/interests", interests.of_organisation, name="organisation-interests"),
    path("interests", interests.register, name="interests"),
    path("interests/<id26:interest_id>/end", interests.end, name="end-interest"),
    path("absences", away.everyone, name="absences"),
    path("absences/<id26:absence_id>/end", away.end, name="end-absence"),
    path("delegations/<id26:delegation_id>/revoke", away.revoke, name="revoke-delegation"),
    path("people/<id26:person_id>/sign-out", persons.sign_out, name="sign-out"),
    path("bodies", persons.bodies, name="bodies"),
    path("bodies/<slug:body>/seats", persons.set_seat, name="set-seat"),
    path("mail/", mail.mail, name="mail"),
    path("demo", demo.people, name="demo"),
    path("demo/become", demo.become, name="demo-become"),
    path("demo/sign-in/<str:token>", demo.sign_in, name="demo-sign-in"),
]
