"""Pages of the workbench."""

from django.urls import path

from longbien.data.views.workbench import opened, saved, under

urlpatterns = [
    path("data/agreements/<id26:agreement_id>/ask", under.workbench, name="ask"),
    path("data/questions/<id26:question_id>", saved.question, name="question"),
    path("data/questions/<id26:question_id>/remove", saved.remove, name="question-remove"),
    path("data/<slug:code>/ask", opened.workbench, name="ask-open"),
]
