"""URLs of the people room."""

from django.urls import path

from longbien.people.views import demo

app_name = "people"
urlpatterns = [
    path("demo", demo.people, name="demo"),
    path("demo/become", demo.become, name="demo-become"),
    path("demo/sign-in/<str:token>", demo.sign_in, name="demo-sign-in"),
]
