"""The addresses of Delta Sharing, below `/delta-sharing/`; no language stands before them."""

from django.urls import path

from longbien.data.api.sharing import views

TABLE = "shares/<str:share>/schemas/<str:schema>/tables/<str:table>"

app_name = "sharing"
urlpatterns = [
    path("shares", views.shares, name="shares"),
    path("shares/<str:share>", views.share, name="share"),
    path("shares/<str:share>/schemas", views.schemas, name="schemas"),
    path("shares/<str:share>/all-tables", views.tables, name="all-tables"),
    path("shares/<str:share>/schemas/<str:schema>/tables", views.tables, name="tables"),
    path(f"{TABLE}/version", views.version, name="version"),
    path(f"{TABLE}/metadata", views.about, name="metadata"),
    path(f"{TABLE}/query", views.query, name="query"),
    path(f"{TABLE}/changes", views.changes, name="changes"),
    path("files/<str:agreement>/<int:number>.parquet", views.download, name="file"),
]
