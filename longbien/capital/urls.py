"""The pages of funds."""

from django.urls import path

from longbien.capital.views import simulate

app_name = "capital"
urlpatterns = [
    path("capital/simulate", simulate.simulate, name="simulate"),
]
