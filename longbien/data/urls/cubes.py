"""Pages of cubes."""

from django.urls import path

from longbien.data.views.cubes import budget, page, proposing, released

urlpatterns = [
    path("data/agreements/<id26:agreement_id>/cube", page.cube, name="cube"),
    path("data/agreements/<id26:agreement_id>/cube/publish", page.publish_cube, name="publish-cube"),
    path("data/agreements/<id26:agreement_id>/cube/<id26:release_id>", released.answer, name="cube-answer"),
    path("data/agreements/<id26:agreement_id>/cube/<id26:release_id>.csv", released.as_csv, name="cube-answer-csv"),
    path("data/agreements/<id26:agreement_id>/cube/budget", budget.epsilon, name="epsilon"),
    path("data/agreements/<id26:agreement_id>/cube/budget/<id26:proposal_id>", budget.decide, name="decide-epsilon"),
    path("data/<slug:code>/cube", proposing.propose_cube, name="propose-cube"),
]
