"""The addresses of OGC API Features, below `/features/`; no language stands before them."""

from django.urls import path

from longbien.data.api.features import views

app_name = "features"
urlpatterns = [
    path("", views.landing, name="landing"),
    path("api", views.described, name="described"),
    path("conformance", views.conformance, name="conformance"),
    path("collections", views.collections, name="collections"),
    path("collections/<str:code>", views.collection, name="collection"),
    path("collections/<str:code>/items", views.items, name="items"),
    path("collections/<str:code>/items/<path:key>", views.item, name="item"),
]
