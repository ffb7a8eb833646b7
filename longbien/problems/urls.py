"""The pages of problems."""

from django.urls import path

from longbien.problems.views import apply, catalogue, desk, page, review, write

app_name = "problems"
urlpatterns = [
    path("problems/", catalogue.catalogue, name="catalogue"),
    path("problems/feed.atom", catalogue.feed, name="feed"),
    path("problems/desk", desk.desk, name="desk"),
    path("problems/new", write.new, name="new"),
    path("problems/<id26:problem_id>", page.page, name="page"),
    path("problems/<id26:problem_id>/versions/<int:number>", page.version, name="version"),
    path("problems/<id26:problem_id>/apply", apply.apply, name="apply"),
    path("problems/<id26:problem_id>/edit/review", review.review, name="review"),
    path("problems/<id26:problem_id>/edit/<slug:step>", write.edit, name="edit"),
    path("problems/<id26:problem_id>/discard", review.discard, name="discard"),
    path("problems/<id26:problem_id>/close", review.close, name="close"),
]
