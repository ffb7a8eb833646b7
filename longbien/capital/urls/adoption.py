"""The pages of the catalogue of proven solutions."""

from django.urls import path

from longbien.capital.views.adoption import catalogue, offering, ordering, solution

app_name = "adoption"
urlpatterns = [
    path("solutions/", catalogue.catalogue, name="catalogue"),
    path("solutions.json", catalogue.as_json, name="register-json"),
    path("solutions.csv", catalogue.as_csv, name="register-csv"),
    path("solutions.atom", catalogue.atom, name="feed"),
    path("solutions/new", offering.new, name="new"),
    path("solutions/new/<id26:problem_id>", offering.offer, name="offer-solution"),
    path("solutions/<id26:solution_id>", solution.solution, name="solution"),
    path("solutions/<id26:solution_id>/order", ordering.order, name="adopt"),
    path("solutions/<id26:solution_id>/<slug:verb>", solution.do, name="do"),
]
