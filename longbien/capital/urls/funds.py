"""The pages of funds."""

from django.urls import path

from longbien.capital.views import simulate
from longbien.capital.views.funds import investors, notices, programme, rules, runs, vehicle

app_name = "capital"
urlpatterns = [
    path("funds/", programme.programme, name="programme"),
    path("funds.json", programme.as_json, name="programme-json"),
    path("funds.csv", programme.as_csv, name="programme-csv"),
    path("funds/mine", investors.mine, name="mine"),
    path("funds/new", vehicle.new, name="new-vehicle"),
    path("funds/rules/<slug:code>", rules.rules, name="rules"),
    path("funds/<id26:vehicle_id>", vehicle.vehicle, name="vehicle"),
    path("funds/<id26:vehicle_id>/commit", vehicle.commit, name="commit"),
    path("funds/<id26:vehicle_id>/close", runs.new_close, name="new-close"),
    path("funds/<id26:vehicle_id>/call", runs.new_call, name="new-call"),
    path("funds/<id26:vehicle_id>/fee", vehicle.fee, name="fee"),
    path("funds/closes/<id26:close_id>", runs.close, name="close"),
    path("funds/closes/<id26:close_id>/<slug:verb>", runs.do_close, name="do-close"),
    path("funds/calls/<id26:call_id>", runs.call, name="call"),
    path("funds/calls/<id26:call_id>/<slug:verb>", runs.do_call, name="do-call"),
    path("funds/commitments/<id26:commitment_id>", investors.commitment, name="commitment"),
    path("funds/commitments/<id26:commitment_id>/withdraw", investors.withdraw, name="withdraw"),
    path("funds/commitments/<id26:commitment_id>/clause", investors.clause, name="clause"),
    path("funds/notices/<id26:notice_id>", notices.notice, name="notice"),
    path("funds/notices/<id26:notice_id>/notice.pdf", notices.paper, name="notice-pdf"),
    path("funds/notices/<id26:notice_id>/receipt", notices.receipt, name="receipt"),
    path("funds/notices/<id26:notice_id>/default", notices.default, name="default"),
    path("capital/simulate", simulate.simulate, name="simulate"),
]
