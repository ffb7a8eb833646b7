"""The pages of acceleration cohorts, and of what others invest afterwards."""

from django.urls import path

from longbien.capital.views.cohorts import cohorts, places, rounds

app_name = "cohorts"
urlpatterns = [
    path("cohorts/", cohorts.every, name="every"),
    path("cohorts/new", cohorts.new, name="new"),
    path("cohorts/<id26:cohort_id>", cohorts.one, name="cohort"),
    path("cohorts/<id26:cohort_id>/apply", cohorts.apply, name="apply"),
    path("cohorts/places/<id26:place_id>", places.place, name="place"),
    path("cohorts/places/<id26:place_id>/mentor", places.mentor, name="ask-mentor"),
    path("cohorts/places/<id26:place_id>/note", places.note, name="note"),
    path("cohorts/places/<id26:place_id>/do/<slug:verb>", places.decide, name="decide"),
    path("cohorts/mentors/<id26:mentor_id>", places.reply, name="reply"),
    path("funds/follow-on/", rounds.every, name="rounds"),
    path("funds/follow-on/new", rounds.new, name="new-round"),
    path("funds/follow-on/<id26:round_id>", rounds.one, name="round"),
    path("funds/follow-on/<id26:round_id>/evidence", rounds.evidence, name="round-evidence"),
    path("funds/follow-on/<id26:round_id>/do/<slug:step>", rounds.do, name="do-round"),
]
