"""The pages of capital, a file for each of its parts."""

from django.urls import include, path

PARTS = ("deals", "funds", "investing", "rights", "statements", "tables")
urlpatterns = [path("", include(f"longbien.capital.urls.{part}")) for part in PARTS]
