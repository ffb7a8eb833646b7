"""The W3C VC API below /vc, without a language; closed unless LONGBIEN_VC_API is 1."""

from django.urls import path

from longbien.credentials.views import vc_api

app_name = "vc"
urlpatterns = [
    path("", vc_api.about, name="about"),
    path("credentials/issue", vc_api.issue, name="issue"),
    path("credentials/verify", vc_api.verify, name="verify"),
    path("presentations/verify", vc_api.verify_presentation, name="verify-presentation"),
]
