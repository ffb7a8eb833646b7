"""Pages of credentials."""

from django.urls import path

from longbien.credentials.views import page, verifying

app_name = "credentials"
urlpatterns = [
    path("credentials", page.credentials, name="credentials"),
    path("credentials/<id26:credential_id>", page.credential, name="credential"),
    path("credentials/<id26:credential_id>/revoke", page.revoke, name="revoke"),
    path("verify/", verifying.verify, name="verify"),
]
