"""Pages of those who ask for data, and of those who answer for it."""

from django.urls import path

from longbien.data.views.access import mine, register, steward

urlpatterns = [
    path("data/mine/", mine.mine, name="mine"),
    path("data/steward/", steward.steward, name="steward"),
    path("data/steward/<slug:code>/national", steward.national, name="national"),
    path("data/agreements/register.csv", register.as_csv, name="agreements-csv"),
]
