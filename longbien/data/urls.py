"""URLs of the data platform."""

from django.urls import path

from longbien.data.views import catalogue, downloads, page
from longbien.data.views.agreements import asking, proposing, sharing
from longbien.data.views.agreements import page as agreements

app_name = "data"
urlpatterns = [
    path("data/", catalogue.catalogue, name="catalogue"),
    path("data/catalogue.ttl", catalogue.as_turtle, name="turtle"),
    path("data/catalogue.jsonld", catalogue.as_json_ld, name="json-ld"),
    path("data/agreements/", agreements.register, name="agreements"),
    path("data/agreements/<id26:agreement_id>", agreements.agreement, name="agreement"),
    path("data/agreements/<id26:agreement_id>/sign", agreements.sign, name="sign"),
    path("data/agreements/<id26:agreement_id>/revoke", agreements.revoke, name="revoke"),
    path("data/agreements/<id26:agreement_id>/ask", asking.workbench, name="ask"),
    path("data/agreements/<id26:agreement_id>/profile", sharing.profile, name="profile"),
    path("data/<slug:code>/agree", proposing.agree, name="agree"),
    path("data/<slug:code>", page.page, name="set"),
    path("data/<slug:code>/contract.json", page.contract, name="contract"),
    path("data/<slug:code>/rows.<slug:name>", downloads.download, name="download"),
]
