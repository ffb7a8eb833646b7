"""Addresses for programs, without a language: the hub's DID, its credentials and status lists, the W3C VC API."""

from django.urls import path

from longbien.credentials.views import public, vc_api

app_name = "issuer"
urlpatterns = [
    path(".well-known/did.json", public.did, name="did"),
    path("credentials/<id26:credential_id>.json", public.credential, name="credential"),
    path("credentials/status/<int:number>", public.status, name="status"),
    path("credentials/status/<int:number>/<slug:purpose>", public.status, name="status"),
    path("vc/", vc_api.about, name="about"),
    path("vc/credentials/issue", vc_api.issue, name="issue"),
    path("vc/credentials/verify", vc_api.verify, name="verify"),
    path("vc/presentations/verify", vc_api.verify_presentation, name="verify-presentation"),
]
