"""How sure we are of who sits there: by which ways someone signed in, whether with two factors, and when last.

    assurance(request).second_factor      signed in with a second factor
    freshly(request)                      showed who they are within the last ten minutes
    redirect(confirm_url(request))        have them show it once more, and come back here

Allauth notes each way in the session; only those of the person who is signed in now count.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from longbien.kernel.text import Text
from longbien.people.models import Person

PASSWORD, CODE, OIDC, OIDC_HIGH, DEMO = "password", "code", "oidc", "oidc-high", "demo-link"
LETTER = "letter"  # the link that confirms an address: it lets in, and shows nothing more
TOTP, PASSKEY, RECOVERY = "totp", "passkey", "recovery-code"
FACTORS = {"totp": TOTP, "webauthn": PASSKEY, "recovery_codes": RECOVERY}
SECOND = frozenset({TOTP, PASSKEY, RECOVERY, OIDC_HIGH})


# How each way is called, on pages and beside a signature.
CALLED = {
    PASSWORD: Text.of(vi="mật khẩu", en="password"),
    CODE: Text.of(vi="mã gửi qua e-mail", en="code by e-mail"),
    OIDC: Text.of(vi="nhà cung cấp danh tính", en="identity provider"),
    OIDC_HIGH: Text.of(vi="nhà cung cấp danh tính, hai yếu tố", en="identity provider, two factors"),
    DEMO: Text.of(vi="liên kết minh hoạ", en="demonstration link"),
    TOTP: Text.of(vi="mã của ứng dụng xác thực", en="code of an authenticator app"),
    PASSKEY: Text.of(vi="khoá truy cập", en="passkey"),
    RECOVERY: Text.of(vi="mã khôi phục", en="recovery code"),
}


@dataclass(frozen=True)
class Assurance:
    """`methods` in the order they were used; `since` is the first of them in this session, `at` the last."""

    methods: tuple[str, ...] = ()
    second_factor: bool = False
    at: datetime | None = None
    since: datetime | None = None

    @property
    def called(self) -> tuple[Text, ...]:
        return tuple(CALLED[method] for method in self.methods if method in CALLED)


NOBODY = Assurance()


def assurance(request: HttpRequest) -> Assurance:
    """How the signed-in person showed who they are. `NOBODY` for a passer-by."""
    if not request.user.is_authenticated:
        return NOBODY
    records = get_authentication_records(request, request.user)
    methods = tuple(dict.fromkeys(_method(record) for record in records))
    times = [datetime.fromtimestamp(record["at"], UTC) for record in records]
    shown = [time for time, record in zip(times, records, strict=True) if record["method"] != LETTER]
    # The demonstration's links stand for whatever a real officer would have shown, and work in development only.
    second = SECOND | {DEMO} if settings.DEVELOPMENT else SECOND
    return Assurance(methods, bool(second.intersection(methods)), max(shown, default=None), min(times, default=None))


def freshly(request: HttpRequest, minutes: int = 10) -> bool:
    """Whether the signed-in person showed who they are within the last minutes; ask it before a signature."""
    at = assurance(request).at
    return at is not None and timezone.now() - at < timedelta(minutes=minutes)


def confirm_url(request: HttpRequest) -> str:
    """Where the signed-in person shows once more who they are; it leads back to the page that they are on.

    For a form that was posted that is the page it stood on, for its own address may take no other request.
    """
    return f"{reverse('people:confirm')}?{urlencode({'next': _page_of(request)})}"


def _page_of(request: HttpRequest) -> str:
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    stood_on = urlsplit(request.headers.get("Referer", ""))
    if stood_on.netloc != request.get_host():
        return reverse("people:me")
    return f"{stood_on.path}?{stood_on.query}" if stood_on.query else stood_on.path


def note(request: HttpRequest, person: Person, method: str, **more: Any) -> None:
    """Note a way in that allauth doesn't know."""
    record_authentication(request, person, method, **more)


def _method(record: Mapping[str, Any]) -> str:
    if record["method"] == "mfa":
        return FACTORS[record["type"]]
    if record["method"] == "socialaccount":
        return OIDC
    return str(record["method"])
