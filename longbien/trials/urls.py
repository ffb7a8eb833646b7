"""The pages of trials."""

from django.urls import path

from longbien.trials.views import act, catalogue, page

app_name = "trials"
urlpatterns = [
    path("trials/", catalogue.catalogue, name="catalogue"),
    path("trials/<id26:trial_id>", page.page, name="page"),
    path("trials/<id26:trial_id>/live", page.live, name="live"),
    path("trials/<id26:trial_id>/positions.geojson", page.positions, name="positions"),
    path("trials/<id26:trial_id>/incident", act.incident, name="incident"),
    path("trials/<id26:trial_id>/keys", act.keys, name="keys"),
    path("trials/<id26:trial_id>/keys/<id26:key_id>/revoke", act.drop_key, name="drop-key"),
    path("trials/<id26:trial_id>/act/<slug:verb>", act.act, name="act"),
]
