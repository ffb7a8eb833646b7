"""A refusal: what is wrong, where, and what to do, in every language of the house."""

from dataclasses import dataclass

from longbien.kernel.text import Text


@dataclass(frozen=True)
class Fault:
    """One thing wrong with what was given: `where` is a field name, a JSON pointer or `file:line`."""

    where: str
    what: Text


class Refusal(Exception):
    """Raised by rules and actions when a request can't be granted; pages and the API turn it into a 4xx answer.

    `code` is a stable English token (`"not-allowed"`), `status` the HTTP status, `faults` the places to mend.
    """

    def __init__(self, code: str, what: Text, *, status: int = 422, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(f"{code}: {what}")
        self.code = code
        self.what = what
        self.status = status
        self.faults = faults


def not_allowed(what: Text | None = None) -> Refusal:
    """The refusal for someone who may see a thing but not do this to it (403)."""
    default = Text.of(
        vi="Bạn không có quyền làm việc này. Hãy đăng nhập bằng tài khoản có vai trò phù hợp.",
        en="You may not do this. Sign in with an account that has the right role.",
    )
    return Refusal("not-allowed", what or default, status=403)


def signed_out() -> Refusal:
    """The refusal for someone whose session ended while they were writing (403)."""
    what = Text.of(
        vi="Phiên đăng nhập của bạn đã hết nên nội dung chưa được gửi. Hãy đăng nhập lại rồi gửi lần nữa.",
        en="You are no longer signed in, so nothing was sent. Sign in again and send it once more.",
    )
    return Refusal("signed-out", what, status=403)


def not_found(what: Text | None = None) -> Refusal:
    """The refusal for a thing that is not there, or that its policy hides (404)."""
    default = Text.of(vi="Không tìm thấy nội dung này.", en="There is nothing here by that name.")
    return Refusal("not-found", what or default, status=404)


def conflict(code: str, what: Text) -> Refusal:
    """The refusal for a thing that changed, or was decided, in the meantime (409)."""
    return Refusal(code, what, status=409)
