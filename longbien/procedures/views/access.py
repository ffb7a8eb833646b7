"""Pages that make no sense for someone who is not signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http.response import HttpResponseBase

from longbien.kernel.refusal import signed_out
from longbien.ui.requests import Request

P = ParamSpec("P")


def signed_in(
    view: Callable[Concatenate[Request, P], HttpResponseBase],
) -> Callable[Concatenate[Request, P], HttpResponseBase]:
    """Send others to sign in first, and back here afterwards; what they posted is shown to them, not lost."""

    @wraps(view)
    def answer(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.actor.is_signed_in:
            if request.method == "POST":
                raise signed_out()
            return redirect_to_login(request.get_full_path(), "account_login")
        return view(request, *args, **kwargs)

    return answer
