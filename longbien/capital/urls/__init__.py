"""The pages of capital, a file for each of its parts."""

from django.urls import include, path

PARTS = ("funds", "investing", "rights", "statements")
urlpatterns = [path("", include(f"longbien.capital.urls.{part}")) for part in PARTS]
