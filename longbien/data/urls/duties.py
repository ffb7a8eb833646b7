"""Pages of what is owed to persons whose data are held."""

from django.urls import path

from longbien.data.views.duties import breaches, dossiers, files, noting, overview, receipts

urlpatterns = [
    path("data/duties/", overview.overview, name="duties"),
    path("data/duties/register.csv", files.as_csv, name="processing-csv"),
    path("data/duties/register.json", files.as_json, name="processing-json"),
    path("data/duties/consents/new", noting.consent, name="consent"),
    path("data/duties/breaches/new", breaches.new, name="breach-new"),
    path("data/duties/breaches/<id26:breach_id>", breaches.page, name="breach"),
    path("data/duties/receipts/<id26:receipt_id>", receipts.page, name="receipt"),
    path("data/duties/weighings/<id26:weighing_id>", noting.weighing, name="weighing"),
    path("data/agreements/<id26:agreement_id>/dossiers/<slug:kind>", dossiers.page, name="dossier"),
    path("data/agreements/<id26:agreement_id>/dossiers/<slug:kind>/file", dossiers.file, name="dossier-file"),
    path("data/agreements/<id26:agreement_id>/dossiers/<slug:kind>.pdf", dossiers.pdf, name="dossier-pdf"),
]
