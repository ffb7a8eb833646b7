"""The pages of statements: of an investor, of a whole fund, of the programme beside its goal."""

from django.urls import path

from longbien.capital.views.statements import goal, pages

app_name = "statements"
COMMITMENT, VEHICLE = "funds/commitments/<id26:commitment_id>/statement", "funds/<id26:vehicle_id>/statement"
urlpatterns = [
    path("funds/goal", goal.goal, name="goal"),
    path("funds/goal.json", goal.as_json, name="goal-json"),
    path("funds/goal.csv", goal.as_csv, name="goal-csv"),
    path(COMMITMENT, pages.account, name="account"),
    path(f"{COMMITMENT}.<slug:kind>", pages.account_file, name="account-file"),
    path(f"{COMMITMENT}/<slug:table>/<str:line>", pages.account_line, name="account-line"),
    path(VEHICLE, pages.fund, name="fund"),
    path(f"{VEHICLE}.<slug:kind>", pages.fund_file, name="fund-file"),
    path(f"{VEHICLE}/<slug:table>/<str:line>", pages.fund_line, name="fund-line"),
]
