"""The pages of capital, a file for each of its parts."""

from django.urls import include, path

PARTS = ("adoption", "cohorts", "deals", "funds", "investing", "orders", "rights", "statements", "tables")
urlpatterns = [path("", include(f"longbien.capital.urls.{part}")) for part in PARTS]
