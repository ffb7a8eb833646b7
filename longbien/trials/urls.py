"""The pages of trials."""

from django.urls import path

from longbien.trials.views import (
    act,
    catalogue,
    concern,
    dossier,
    history,
    kinds,
    leaving,
    lessons,
    near,
    page,
    regimes,
    register,
    release,
)
from longbien.trials.views.consent import keeping, own
from longbien.trials.views.cover import claim
from longbien.trials.views.cover import page as covering
from longbien.trials.views.owed import disengagements, incident, period
from longbien.trials.views.owed import page as owed

app_name = "trials"
urlpatterns = [
    path("trials/", catalogue.catalogue, name="catalogue"),
    path("trials/<id26:trial_id>", page.page, name="page"),
    path("trials/<id26:trial_id>/plan.json", page.plan, name="plan-json"),
    path("trials/<id26:trial_id>/live", page.live, name="live"),
    path("trials/<id26:trial_id>/positions.geojson", page.positions, name="positions"),
    path("trials/<id26:trial_id>/incident", act.incident, name="incident"),
    path("trials/<id26:trial_id>/owed", owed.owed, name="owed"),
    path("trials/<id26:trial_id>/incidents/<id26:incident_id>", incident.incident, name="incident-report"),
    path("trials/<id26:trial_id>/periods/<int:number>", period.period, name="periodic-report"),
    path("trials/<id26:trial_id>/disengagements", disengagements.disengagements, name="disengagements"),
    path("trials/<id26:trial_id>/disengagements.csv", disengagements.disengagements_csv, name="disengagements-csv"),
    path("trials/<id26:trial_id>/consent", keeping.consent, name="consent"),
    path("near/<id26:trial_id>/taking-part", own.taking_part, name="taking-part"),
    path("trials/<id26:trial_id>/cover", covering.cover, name="cover"),
    path("trials/<id26:trial_id>/cover/claims/<int:number>", claim.claim, name="claim"),
    path("trials/<id26:trial_id>/keys", act.keys, name="keys"),
    path("trials/<id26:trial_id>/keys/<id26:key_id>/revoke", act.drop_key, name="drop-key"),
    path("trials/<id26:trial_id>/act/<slug:verb>", act.act, name="act"),
    path("trials/<id26:trial_id>/dossier", dossier.dossier, name="dossier"),
    path("trials/<id26:trial_id>/dossier/<int:number>", dossier.download, name="dossier-file"),
    path("trials/<id26:trial_id>/exit", leaving.exit_report, name="exit"),
    path("trials/<id26:trial_id>/exit/confirm", leaving.confirm, name="exit-confirm"),
    path("trials/<id26:trial_id>/exit.pdf", release.paper, name="exit-pdf"),
    path("trials/<id26:trial_id>/exit/release", release.release, name="exit-release"),
    path("trials/<id26:trial_id>/concerns", concern.told, name="concerns"),
    path("trials/<id26:trial_id>/concerns/<id26:concern_id>", concern.answer, name="answer"),
    path("register/", register.register, name="register"),
    path("register/feed.atom", history.register, name="register-feed"),
    path("register.json", register.register_json, name="register-json"),
    path("register/<path:key>.json", register.entry_json, name="registered-json"),
    path("register/<path:key>/feed.atom", history.licence, name="licence-feed"),
    path("register/<path:key>/licence.pdf", register.licence, name="licence-pdf"),
    path("register/<path:key>/exit", release.published, name="published-exit"),
    path("register/<path:key>/exit.pdf", release.published_paper, name="published-exit-pdf"),
    path("register/<path:key>", register.entry, name="registered"),
    path("kinds/", kinds.kinds, name="kinds"),
    path("kinds/<slug:code>", kinds.kind, name="kind"),
    path("regimes/", regimes.regimes, name="regimes"),
    path("regimes/<slug:code>", regimes.regime, name="regime"),
    path("lessons/", lessons.lessons, name="lessons"),
    path("lessons.atom", lessons.atom, name="lessons-atom"),
    path("lessons/<id26:lesson_id>", lessons.lesson, name="lesson"),
    path("lessons/<id26:lesson_id>/follow", lessons.follow, name="lesson-follow"),
    path("near", near.near_me, name="near"),
    path("near.atom", near.atom, name="near-atom"),
    path("near/watch", near.watch, name="watch"),
    path("near/<id26:trial_id>/concern", concern.concern, name="concern"),
    path("near/told/<id26:entry_id>/<slug:secret>", concern.follow, name="follow"),
    path("verify", dossier.how_to_verify, name="verify"),
]
