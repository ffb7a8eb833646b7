"""The pages of what becomes of a fund's money."""

from django.urls import path

from longbien.capital.views.buy_outs import decided, offered
from longbien.capital.views.fees import fees
from longbien.capital.views.investing import (
    conversions,
    distributions,
    evidence,
    investments,
    payouts,
    portfolio,
    proceeds,
    terms,
    valuations,
)

app_name = "investing"
urlpatterns = [
    path("funds/<id26:vehicle_id>/portfolio", portfolio.portfolio, name="portfolio"),
    path("funds/<id26:vehicle_id>/distribution-terms", terms.terms, name="terms"),
    path("funds/<id26:vehicle_id>/invest", investments.new, name="new-investment"),
    path("deals/<id26:deal_id>/invest", investments.of_deal, name="invest-deal"),
    path("funds/<id26:vehicle_id>/distribute", distributions.new, name="new-distribution"),
    path("funds/<id26:vehicle_id>/buy-out", offered.new, name="new-buyout"),
    path("funds/buy-outs/parts/<id26:part_id>", decided.part, name="buyout-part"),
    path("funds/buy-outs/parts/<id26:part_id>/notice.pdf", decided.paper, name="buyout-part-pdf"),
    path("funds/buy-outs/<id26:buyout_id>", decided.buyout, name="buyout"),
    path("funds/buy-outs/<id26:buyout_id>/evidence", decided.evidence, name="buyout-evidence"),
    path("funds/buy-outs/<id26:buyout_id>/paths.json", decided.as_json, name="buyout-json"),
    path("funds/buy-outs/<id26:buyout_id>/<slug:verb>", decided.do, name="do-buyout"),
    path("funds/<id26:vehicle_id>/settle", distributions.settle, name="settle"),
    path("funds/<id26:vehicle_id>/fees", fees.fees, name="fees"),
    path("funds/<id26:vehicle_id>/fees/pay", fees.pay, name="new-feepayment"),
    path("funds/fees/<id26:payment_id>", fees.payment, name="feepayment"),
    path("funds/fees/<id26:payment_id>/evidence", fees.evidence, name="feepayment-evidence"),
    path("funds/fees/<id26:payment_id>/<slug:verb>", fees.do, name="do-feepayment"),
    path("funds/investments/<id26:investment_id>", investments.investment, name="investment"),
    path("funds/investments/<id26:investment_id>/value", valuations.new, name="new-valuation"),
    path("funds/investments/<id26:investment_id>/proceeds", proceeds.new, name="new-proceeds"),
    path("funds/investments/<id26:investment_id>/evidence", evidence.of_investment, name="investment-evidence"),
    path("funds/investments/<id26:investment_id>/convert", conversions.new, name="new-conversion"),
    path("funds/investments/<id26:investment_id>/<slug:verb>", investments.do, name="do-investment"),
    path("funds/conversions/<id26:conversion_id>", conversions.conversion, name="conversion"),
    path("funds/conversions/<id26:conversion_id>/evidence", conversions.evidence, name="conversion-evidence"),
    path("funds/conversions/<id26:conversion_id>/<slug:verb>", conversions.do, name="do-conversion"),
    path("funds/valuations/<id26:valuation_id>", valuations.valuation, name="valuation"),
    path("funds/valuations/<id26:valuation_id>/evidence", evidence.of_valuation, name="valuation-evidence"),
    path("funds/valuations/<id26:valuation_id>/<slug:verb>", valuations.do, name="do-valuation"),
    path("funds/proceeds/<id26:proceeds_id>", proceeds.proceeds, name="proceeds"),
    path("funds/proceeds/<id26:proceeds_id>/evidence", evidence.of_proceeds, name="proceeds-evidence"),
    path("funds/proceeds/<id26:proceeds_id>/<slug:verb>", proceeds.do, name="do-proceeds"),
    path("funds/distributions/<id26:distribution_id>", distributions.distribution, name="distribution"),
    path("funds/distributions/<id26:distribution_id>/paths.json", distributions.as_json, name="paths-json"),
    path("funds/distributions/<id26:distribution_id>/paths.csv", distributions.as_csv, name="paths-csv"),
    path("funds/distributions/<id26:distribution_id>/<slug:verb>", distributions.do, name="do-distribution"),
    path("funds/payouts/<id26:payout_id>", payouts.payout, name="payout"),
    path("funds/payouts/<id26:payout_id>/notice.pdf", payouts.paper, name="payout-pdf"),
]
