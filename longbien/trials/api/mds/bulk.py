"""Many objects in one request, as MDS sends them: all are taken, or none, and each that is at fault is named."""

from collections.abc import Callable, Iterable
from typing import Any, NoReturn, TypeVar
from uuid import UUID

from django.http import HttpRequest

from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.text import Text
from longbien.trials import queries
from longbien.trials.api.bodies import read_json
from longbien.trials.api.mds.speaking import Answer, Unfit, in_words, key_of
from longbien.trials.queries.mds.fleet import VEHICLE, declared
from longbien.trials.queries.mds.published import mode_of
from longbien.trials.rules.mds.fields import Faults
from longbien.trials.rules.mds.objects import IDS, faults
from longbien.trials.rules.mds.versions import is_spoken
from longbien.trials.rules.telemetry import MAX_BYTES

Item = dict[str, Any]
T = TypeVar("T")
MOST = 10_000  # objects in a request: SQLite takes 32,766 variables in a statement


def read(request: HttpRequest, kind: str) -> list[Item]:
    """The objects of a request, each checked. Unfit 400 with those at fault; 401 when they are of another provider."""
    key = key_of(request)
    items = _list_in(request)
    mode, changes = mode_of(queries.policy_of(key.trial_id)), request.method == "PUT"
    if mode is None:
        raise not_found(NO_MODE)
    wrong = [_misfit(item, found, changes) for item in items if (found := faults(kind, item, mode)) is not None]
    if wrong:
        raise Unfit(failed(400, len(items), wrong))
    provider = str(key.trial_id)
    if any(item.get("provider_id", provider) != provider for item in items):
        said = Text.of(vi=f"Khoá này dùng provider_id {provider}.", en=f"The provider_id of this key is {provider}.")
        raise Refusal("unauthorized", said, status=401)
    return items


def check_registered(trial_id: UUID, items: list[Item]) -> None:
    """Unfit 404 with the objects whose vehicle nobody registered."""
    known = declared(trial_id, VEHICLE, (UUID(item["device_id"]) for item in items))
    strange = [item for item in items if UUID(item["device_id"]) not in known]
    if strange:
        raise Unfit(failed(404, len(items), [failure(item, "unregistered", NOT_REGISTERED) for item in strange]))


def refs(kind: str, items: Iterable[Item]) -> tuple[tuple[UUID, Item], ...]:
    return tuple((UUID(item[IDS[kind]]), item) for item in items)


def blaming(kind: str, items: list[Item], act: Callable[[], T]) -> T:
    """Do it; what an action refuses by id, or by the line that an object became, is said of that object."""
    try:
        return act()
    except Refusal as refusal:
        blamed = [found for fault in refusal.faults if (found := _blamed(kind, items, fault.where))]
        if not blamed:
            raise
        status = 400 if refusal.status == 422 else refusal.status
        error = "bad_param" if status == 400 else refusal.code
        raise Unfit(failed(status, len(items), [failure(one, error, refusal.what) for one in blamed])) from refusal


def taken(status: int, total: int, **more: Any) -> Answer:
    return status, {"success": total, "total": total, "failures": []} | more


def failed(status: int, total: int, failures: list[Item]) -> Answer:
    """Nothing was written. The first failure is told in the shape of a single error as well."""
    first = {key: value for key, value in failures[0].items() if key != "item"}
    return status, {"success": 0, "total": total, "failures": failures} | first


def failure(item: Any, error: str, what: Text, details: Iterable[str] = ()) -> Item:
    said = in_words(what)
    return {"item": item, "error": error, "error_description": said, "error_details": list(details) or [said]}


def _misfit(item: Any, found: Faults, changes: bool) -> Item:
    """MDS knows a missing parameter only where something new is sent; in a change it is a bad one."""
    if found.missing and not found.wrong and not changes:
        return failure(item, "missing_param", MISSING, found.missing)
    return failure(item, "bad_param", WRONG, (*found.wrong, *found.missing))


def _blamed(kind: str, items: list[Item], where: str) -> Item | None:
    if where.startswith("line "):
        return items[int(where.removeprefix("line ")) - 1]
    return next((item for item in items if kind in IDS and item[IDS[kind]] == where), None)


def _list_in(request: HttpRequest) -> list[Any]:
    if not is_spoken(request.headers.get("Content-Type", "")):
        _unreadable(OTHER_TYPE)
    body = request.read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        raise Refusal("too_large", TOO_LARGE, status=413)
    try:
        items = read_json(body)
    except ValueError:
        _unreadable(NOT_JSON)
    if not isinstance(items, list) or not items:
        _unreadable(NO_LIST)
    if len(items) > MOST:
        raise Refusal("too_large", TOO_LARGE, status=413)
    return items


def _unreadable(what: Text) -> NoReturn:
    raise Unfit(failed(400, 0, [failure(None, "bad_param", what)]))


NO_MODE = Text.of(
    vi="MDS không có loại hình nào cho thử nghiệm này. Hãy gửi dữ liệu bằng giao diện của trung tâm.",
    en="MDS has no mode for this trial. Send its telemetry to the hub's own interface.",
)
MISSING = Text.of(vi="Thiếu trường bắt buộc.", en="A required parameter is missing.")
WRONG = Text.of(vi="Có trường không hợp lệ.", en="A validation error occurred.")
NOT_REGISTERED = Text.of(vi="device_id này chưa được đăng ký.", en="This device_id is not registered.")
OTHER_CONTENT = Text.of(
    vi="Mã này đã được gửi với nội dung khác; bản mới được giữ làm bằng chứng, không được tính.",
    en="This id was sent before with other content; the new one is kept as evidence and does not count.",
)
OTHER_TYPE = Text.of(
    vi="Hãy gửi với Content-Type: application/vnd.mds+json;version=2.0.",
    en="Send it with Content-Type: application/vnd.mds+json;version=2.0.",
)
TOO_LARGE = Text.of(
    vi=f"Mỗi lần gửi tối đa {MOST} đối tượng và 8 MB.", en=f"A request holds at most {MOST} objects and 8 MB."
)
NOT_JSON = Text.of(vi="Nội dung không phải JSON hợp lệ (UTF-8).", en="The body is not valid JSON (UTF-8).")
NO_LIST = Text.of(vi="Cần một danh sách có ít nhất một đối tượng.", en="A list with at least one object is needed.")
