"""Pages of accounts that go before allauth's own, under the same names."""

from django.urls import path
from django.views.generic import RedirectView

from longbien.people.views import factors, provider

urlpatterns = [
    path("2fa/totp/activate/", factors.SetUpApp.as_view(), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", factors.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("2fa/webauthn/add/", factors.SetUpPasskey.as_view(), name="mfa_add_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/remove/", factors.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("oidc/<slug:provider_id>/login/", provider.login, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", provider.callback, name="openid_connect_callback"),
    path("sessions/", RedirectView.as_view(pattern_name="people:devices"), name="usersessions_list"),
]
