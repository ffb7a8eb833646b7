"""Mail that stayed on this machine. Only with LONGBIEN_DEVELOPMENT=1."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from longbien.people.accounts.mail import letters
from longbien.people.tokens import require_development
from longbien.ui.requests import Request


@require_safe
def mail(request: Request) -> HttpResponse:
    """The newest letters, whoever they went to."""
    require_development()
    return render(request, "people/mail.html", {"letters": letters()})
