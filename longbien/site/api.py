"""The API at /api/: each room offers a router, OpenAPI describes them all at /api/openapi.json.

Every fault is answered as RFC 9457 problem details in the languages of the house.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.text import Text
from longbien.problems.api import router as problems
from longbien.procedures.api import router as procedures
from longbien.trials.api import router as trials
from longbien.ui import errors
from longbien.ventures.api import router as ventures

NOT_OFFERED = Text.of(vi="Giá trị không nằm trong danh sách cho phép.", en="The value is none of those allowed.")
# pydantic's error types, in words; whatever is not listed is told as it is.
WORDS = {
    "missing": Text.of(vi="Thiếu trường này.", en="This field is missing."),
    "extra_forbidden": Text.of(vi="Không có trường nào tên như vậy.", en="There is no such field."),
    "json_invalid": Text.of(vi="Nội dung không phải JSON hợp lệ.", en="The body is not valid JSON."),
    "uuid_parsing": Text.of(vi="Đây không phải mã định danh hợp lệ.", en="This is not an id."),
    "int_parsing": Text.of(vi="Cần một số nguyên.", en="A whole number is needed."),
    "string_too_long": Text.of(vi="Văn bản quá dài.", en="The text is too long."),
    "enum": NOT_OFFERED,
    "literal_error": NOT_OFFERED,
}
INVALID = Text.of(vi="Dữ liệu gửi lên có chỗ cần sửa.", en="What was sent has faults to mend.")
NO_KEY = Text.of(
    vi="Cần khoá API hoặc phiên đăng nhập hợp lệ. Gửi khoá trong tiêu đề Authorization: Bearer …",
    en="A valid API key or session is needed. Send the key in the header Authorization: Bearer …",
)

api = NinjaAPI(
    title="Long Biên",
    version="1",
    description="An innovation hub on the record: problems, cases, ventures, trials. Errors: RFC 9457 problem details.",
    docs_url=None,
    urls_namespace="api",
)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return errors.problem(refusal)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    faults = tuple(Fault(pointer(fault["loc"]), words(fault)) for fault in error.errors)
    return errors.problem(Refusal("invalid", INVALID, status=422, faults=faults))


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    response = errors.problem(Refusal("no-key", NO_KEY, status=401))
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return errors.problem(not_found())


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    return errors.problem(Refusal("unreadable", errors.UNREADABLE, status=error.status_code))


def pointer(place: tuple[str | int, ...]) -> str:
    """Where in what was sent, as a JSON pointer: `("body", "plan", "areas", 0)` → `/areas/0`, `("query", "q")` → `/q`.

    The second step of a body is the name of our own parameter.
    """
    return "/" + "/".join(str(step) for step in place[2 if place[0] == "body" else 1 :])


def words(fault: dict[str, Any]) -> Text:
    said = str(fault["msg"])
    return WORDS.get(fault["type"]) or Text.of(vi=said, en=said)


for router in (problems, procedures, trials, ventures):
    api.add_router("", router)
