"""The addresses of the Action API, below `/api/`; no language stands before them."""

from django.urls import path

from longbien.data.api.ckan.asking import action, root

app_name = "ckan"
urlpatterns = [
    path("3/action/<str:name>", action, name="ckan-action"),
    path("action/<str:name>", action, name="ckan-action-short"),
    path("3/", root, name="ckan-root"),
    path("3", root, name="ckan-root-bare"),
]
