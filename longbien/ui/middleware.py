"""Turns a Refusal into a page or an API answer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from longbien.kernel.refusal import Refusal
from longbien.ui import errors


class RefusalMiddleware:
    """A Refusal raised by a view becomes its status, in words: HTML for people, problem+json below /api/.

    So does the bare 405 of Django and of the API, which says nothing to the reader.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            return errors.wrong_verb(request, response.get("Allow", ""))
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if errors.is_damaged_text(error):
            error = Refusal("damaged", errors.DAMAGED)
        return errors.answer(request, error) if isinstance(error, Refusal) else None
