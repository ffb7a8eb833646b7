"""URLs of the people room."""

from django.urls import path

from longbien.people.views import deliveries, demo, mail, me, organisations, persons

app_name = "people"
urlpatterns = [
    path("me", me.me, name="me"),
    path("me/edit", me.edit, name="edit-me"),
    path("me/invitations", me.answer, name="answer"),
    path("organisations/new", organisations.register, name="register"),
    path("organisations/<id26:organisation_id>", organisations.organisation, name="organisation"),
    path("organisations/<id26:organisation_id>/invitations", organisations.invite, name="invite"),
    path("organisations/<id26:organisation_id>/invitations/withdraw", organisations.withdraw, name="withdraw"),
    path("organisations/<id26:organisation_id>/members/remove", organisations.remove, name="remove"),
    path("people", persons.persons, name="persons"),
    path("people/<id26:person_id>", persons.person, name="person"),
    path("people/<id26:person_id>/roles", persons.set_role, name="set-role"),
    path("bodies", persons.bodies, name="bodies"),
    path("bodies/<slug:body>/seats", persons.set_seat, name="set-seat"),
    path("deliveries/", deliveries.deliveries, name="deliveries"),
    path("mail/", mail.mail, name="mail"),
    path("demo", demo.people, name="demo"),
    path("demo/become", demo.become, name="demo-become"),
    path("demo/sign-in/<str:token>", demo.sign_in, name="demo-sign-in"),
]
