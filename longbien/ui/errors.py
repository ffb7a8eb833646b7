"""What people and programs are told when something can't be done: one shape for every 4xx and 5xx."""

import logging
import secrets
from collections.abc import Callable, Mapping
from http import HTTPStatus
from urllib.parse import quote

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DataError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from longbien.kernel.refusal import Refusal, not_allowed, not_found
from longbien.kernel.text import Text

PROBLEM = "application/problem+json"
UNPREFIXED = ("/api/", "/log/", "/vc/", "/.well-known/", "/health", "/features/")
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
HIDDEN = ("csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword")
LONGEST_KEPT = 20_000

log = logging.getLogger("longbien.errors")

TITLES = {
    400: Text.of(vi="Không đọc được yêu cầu này", en="This request can't be read"),
    403: Text.of(vi="Bạn chưa có quyền làm việc này", en="You may not do this"),
    404: Text.of(vi="Không có trang này", en="There is no such page"),
    405: Text.of(vi="Trang này không nhận thao tác đó", en="This page doesn't take that"),
    409: Text.of(vi="Đã có thay đổi trong lúc bạn làm", en="Something changed in the meantime"),
    413: Text.of(vi="Nội dung gửi quá lớn", en="That is too large"),
    422: Text.of(vi="Cần sửa trước khi gửi", en="There is something to mend"),
    429: Text.of(vi="Quá nhiều yêu cầu", en="Too many requests"),
}
BY_CODE = {
    "signed-out": Text.of(vi="Phiên đăng nhập đã hết", en="You are no longer signed in"),
    "expired": Text.of(vi="Trang đã mở quá lâu", en="The page was open for too long"),
}
OTHERWISE = Text.of(vi="Không thực hiện được", en="This can't be done")

UNREADABLE = Text.of(
    vi="Máy chủ không hiểu nội dung đã gửi. Hãy quay lại, kiểm tra rồi gửi lại.",
    en="The server could not understand what was sent. Go back, check it and send it again.",
)
TOO_LARGE = Text.of(
    vi="Biểu mẫu hoặc tệp vượt quá mức cho phép. Hãy rút ngắn nội dung, hoặc gửi tệp nhỏ hơn.",
    en="The form or its files are larger than can be taken. Shorten the text or send a smaller file.",
)
EXPIRED = Text.of(
    vi="Trang đã mở quá lâu hoặc trình duyệt chặn cookie, nên yêu cầu chưa được thực hiện. Nội dung bạn gõ ở bên dưới: "
    "hãy mở lại trang và gửi lại.",
    en="The page was open for too long, or the browser blocks cookies, so nothing was done. What you typed is below: "
    "open the page again and send it once more.",
)
DAMAGED = Text.of(
    vi="Văn bản bị hỏng trên đường gửi: có ký tự không lưu được. Hãy gõ lại rồi gửi lần nữa; chưa có gì được lưu.",
    en="The text was damaged on its way: it holds a character that can't be stored. Type it again; nothing was stored.",
)
WRONG_VERB = Text.of(
    vi="Địa chỉ này có thật nhưng không nhận cách gửi đó. Hãy quay lại trang trước và dùng các nút trên trang.",
    en="This address exists but doesn't take that kind of request. Go back and use the buttons of the page.",
)
NO_PAGE = Text.of(
    vi="Địa chỉ có thể đã gõ sai hoặc trang chỉ dành cho người có quyền xem. Hãy thử tìm kiếm hoặc về trang chủ.",
    en="The address may be mistyped, or the page is only for those who may see it. Try the search, or the home page.",
)


Boxes = Callable[[frozenset[str]], Mapping[str, Text | None]]
Back = Callable[[HttpRequest], tuple[str, Text] | None]
_boxes: list[Boxes] = []
_backs: list[Back] = []


def names_boxes(find: Boxes) -> None:
    """A room says what the boxes of its forms are called; None for what nobody typed."""
    _boxes.append(find)


def leads_back(find: Back) -> None:
    """A room says which of its pages, in which words, leads on from a request that was refused."""
    _backs.append(find)


def answer(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A refusal as a page, or as problem details for programs."""
    if request.path.startswith(UNPREFIXED):
        return problem(refusal)
    back = next((found for find in _backs if (found := find(request))), None)
    context = {
        "refusal": refusal,
        "faults": [fault for fault in refusal.faults if fault.what != refusal.what],
        "title": BY_CODE.get(refusal.code) or TITLES.get(refusal.status, OTHERWISE),
        "typed": _named(typed_text(request)),
        "back": back,
        "onward": quote(back[0] if back else request.path),
    }
    return render(request, "ui/refusal.html", context, status=refusal.status)


def problem(refusal: Refusal) -> JsonResponse:
    """RFC 9457 problem details, in every language of the refusal."""
    body = {
        "type": f"about:longbien#{refusal.code}",
        "title": dict(refusal.what),
        "status": refusal.status,
        "faults": [{"where": fault.where, "what": dict(fault.what)} for fault in refusal.faults],
    }
    return JsonResponse(body, status=refusal.status, content_type=PROBLEM)


def typed_text(request: HttpRequest) -> list[tuple[str, str]]:
    """(field, text) of a posted form, so that nobody loses what they wrote; never passwords or tokens."""
    if request.method != "POST":
        return []
    try:
        fields = list(request.POST.lists())
    except Exception:
        return []
    shown = ((name, value) for name, values in fields if name not in HIDDEN for value in values)
    return [(name, value[:LONGEST_KEPT]) for name, value in shown if value.strip() and not name.startswith("_")]


def _named(typed: list[tuple[str, str]]) -> list[tuple[Text | str, str]]:
    """What was typed, under the words that stood beside its box; rows of a group under those of the group."""
    names = frozenset(part for name, _ in typed for part in (name, name.partition("-")[0]))
    known = {name: label for find in _boxes for name, label in find(names).items()}
    called = ((known.get(name, known.get(name.partition("-")[0], name)), value) for name, value in typed)
    return [(label, value) for label, value in called if label is not None]


def is_damaged_text(error: Exception) -> bool:
    """NUL and half surrogates, which no database stores: forms catch them, other inputs may bring them this far."""
    if isinstance(error, UnicodeEncodeError):
        return True
    return isinstance(error, ValueError | DataError) and "NUL" in str(error)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, TOO_MUCH):
        return answer(request, Refusal("too-large", TOO_LARGE, status=413))
    return answer(request, Refusal("unreadable", UNREADABLE, status=400))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, not_allowed())


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, not_found(NO_PAGE))


def wrong_verb(request: HttpRequest, allowed: str) -> HttpResponse:
    response = answer(request, Refusal("wrong-verb", WRONG_VERB, status=405))
    response["Allow"] = allowed
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return answer(request, Refusal("expired", EXPIRED, status=403))


def broken(request: HttpRequest) -> HttpResponse:
    """500: needs neither database nor session; the reference leads from the reader to the log line."""
    reference = secrets.token_hex(4)
    log.error("a page failed", extra={"reference": reference, "route": getattr(request.resolver_match, "route", "")})
    if request.path.startswith(UNPREFIXED):
        what = Text.of(
            vi=f"Máy chủ gặp lỗi. Mã tra cứu: {reference}.", en=f"The server failed. Reference: {reference}."
        )
        return problem(Refusal("broken", what, status=HTTPStatus.INTERNAL_SERVER_ERROR))
    return HttpResponse(render_to_string("ui/broken.html", {"reference": reference}), status=500)
