"""The addresses of the Iceberg REST catalogue, below `/iceberg/`; no language stands before them."""

from django.urls import path, re_path

from longbien.data.api.iceberg import catalogue

TABLES = "v1/namespaces/<str:namespace>/tables"

app_name = "iceberg"
urlpatterns = [
    path("v1/config", catalogue.config, name="config"),
    path("v1/namespaces", catalogue.namespaces, name="namespaces"),
    path("v1/namespaces/<str:namespace>", catalogue.namespace, name="namespace"),
    path(TABLES, catalogue.tables, name="tables"),
    path(f"{TABLES}/<str:table>", catalogue.table, name="table"),
    path(f"{TABLES}/<str:table>/credentials", catalogue.credentials, name="table-key"),
    re_path(r"^(?P<path>.*)$", catalogue.unsupported, name="unsupported"),
]
