"""To the OpenID Connect provider, and back."""

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.http import Http404, HttpRequest, HttpResponse
from requests import RequestException

from longbien.people.accounts.oidc import Adapter, failed

UNREACHABLE = 502


def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Asked by GET, a page that says where one goes; posted, the way there."""
    return _ask(request, provider_id, OAuth2LoginView)


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """The way back, with an answer that counts once."""
    return _ask(request, provider_id, OAuth2CallbackView)


def _ask(request: HttpRequest, provider_id: str, view: type[OAuth2LoginView | OAuth2CallbackView]) -> HttpResponse:
    try:
        answer: HttpResponse = view.adapter_view(Adapter(request, provider_id))(request)
        return answer
    except SocialApp.DoesNotExist as missing:
        raise Http404 from missing
    except (OAuth2Error, RequestException):
        return failed(request, status=UNREACHABLE)
