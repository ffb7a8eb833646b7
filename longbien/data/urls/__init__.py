"""The pages of the data platform, a file for each of its parts. The catalogue is last: its addresses hold any code."""

from django.urls import include, path

app_name = "data"
PARTS = ("access", "gaps", "agreements", "cubes", "duties", "workbench", "descriptors", "harvest", "catalogue")
urlpatterns = [path("", include(f"longbien.data.urls.{part}")) for part in PARTS]
