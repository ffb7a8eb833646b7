"""The pages of statements: of an investor, of a whole fund."""

from django.urls import path

from longbien.capital.views.statements import pages

app_name = "statements"
COMMITMENT, VEHICLE = "funds/commitments/<id26:commitment_id>/statement", "funds/<id26:vehicle_id>/statement"
urlpatterns = [
    path(COMMITMENT, pages.account, name="account"),
    path(f"{COMMITMENT}.<slug:kind>", pages.account_file, name="account-file"),
    path(f"{COMMITMENT}/<slug:table>/<str:line>", pages.account_line, name="account-line"),
    path(VEHICLE, pages.fund, name="fund"),
    path(f"{VEHICLE}.<slug:kind>", pages.fund_file, name="fund-file"),
    path(f"{VEHICLE}/<slug:table>/<str:line>", pages.fund_line, name="fund-line"),
]
