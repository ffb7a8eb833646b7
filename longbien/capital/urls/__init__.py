"""The pages of capital, a file for each of its parts."""

from django.urls import include, path

urlpatterns = [path("", include(f"longbien.capital.urls.{part}")) for part in ("funds", "rights", "orders", "adoption")]
