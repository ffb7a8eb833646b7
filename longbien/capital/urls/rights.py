"""The pages of the rights of those who fund laboratories."""

from django.urls import path

from longbien.capital.views.rights import agreement, answering, book, calling, contributing, offering, proposing

app_name = "rights"
urlpatterns = [
    path("rights/", book.register, name="register"),
    path("rights.json", book.register_json, name="register-json"),
    path("rights/map", book.rights_map, name="map"),
    path("rights/mine", book.mine, name="mine"),
    path("rights/clocks", book.clocks, name="clocks"),
    path("rights/contribute", contributing.contribute, name="contribute"),
    path("rights/contributions/<id26:contribution_id>/evidence", contributing.evidence, name="evidence"),
    path("rights/contributions/<id26:contribution_id>/propose", proposing.propose, name="propose"),
    path("rights/agreements/<id26:agreement_id>", agreement.agreement, name="agreement"),
    path("rights/agreements/<id26:agreement_id>/sign", agreement.sign, name="sign"),
    path("rights/options/<id26:entitlement_id>/call", calling.call, name="call"),
    path("rights/offer", offering.offer_new, name="offer-new"),
    path("rights/offers/<id26:offer_id>", offering.offer, name="offer"),
    path("rights/offers/<id26:offer_id>/serve", offering.serve, name="serve"),
    path("rights/offers/<id26:offer_id>/rights/<id26:entitlement_id>", answering.answer, name="answer"),
]
