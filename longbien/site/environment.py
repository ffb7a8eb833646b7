"""What the environment decides, each variable with its meaning; docs/reference/settings.md is made from this."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text

VARIABLES = {
    "LONGBIEN_PORT": ("8000", "The port that `longbien serve` listens on, on this machine only."),
    "LONGBIEN_VAR": ("var", "The folder of all state: database, documents, telemetry, keys, logs."),
    "LONGBIEN_HUB": ("hubs/hanoi", "The folder of the hub that this process serves."),
    "DATABASE_URL": ("sqlite in LONGBIEN_VAR", "Another database, such as postgresql://user@host/name."),
    "LONGBIEN_DEVELOPMENT": ("0", "1 shows sent mail on a page and allows the demonstration's sign-in links."),
    "LONGBIEN_HOSTS": ("localhost,127.0.0.1,[::1]", "Host names that are answered, separated by commas."),
    "LONGBIEN_PROXIES": ("0", "How many reverse proxies of yours stand in front; their X-Forwarded-* is believed."),
    "LONGBIEN_MAIL_URL": (
        "letters stay in LONGBIEN_VAR/mail",
        "The server that takes our mail: smtp://user:password@host:587, smtps:// for TLS from the start.",
    ),
    "LONGBIEN_MAIL_FROM": ("longbien@localhost", "The address that our mail comes from."),
    "LONGBIEN_DOCUMENTS": (
        "file",
        "Where stored files lie: `file` is LONGBIEN_VAR/documents; s3://bucket/prefix needs the extra `s3` and "
        "AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY.",
    ),
    "LONGBIEN_TSA_URL": ("nobody stamps", "An authority (RFC 3161) that stamps the head of the log once an hour."),
    "LONGBIEN_TSA_CERTIFICATE": (
        "none",
        "A PEM file with the root certificate that its stamps lead up to, and those in between.",
    ),
    "LONGBIEN_SECRET_KEY": ("made once in LONGBIEN_VAR", "The key that signs sessions and links."),
}


class BrokenEnvironment(ValueError):
    """A variable that can't be used. Says which, why, and what to write instead."""

    def __init__(self, name: str, what: Text) -> None:
        self.fault = Fault(name, what)
        super().__init__(f"{name}: {' | '.join(what.values())}")


@dataclass(frozen=True)
class Environment:
    port: int
    var: Path
    hub: Path
    database_url: str
    development: bool
    hosts: list[str]
    origins: list[str]
    proxies: int
    mail: dict[str, str | int | bool]
    mail_from: str
    secret_key: str
    documents: str
    tsa: tuple[str, str]

    @property
    def url(self) -> str:
        """Where readers find this hub: its first public name, else this machine."""
        return self.origins[0] if self.origins else f"http://localhost:{self.port}"


def read_environment(given: Mapping[str, str], *, root: Path) -> Environment:
    """Read the variables above; relative folders are below `root`. Makes LONGBIEN_VAR and the key when missing.

    BrokenEnvironment names the variable that can't be used.
    """
    var = root / (given.get("LONGBIEN_VAR") or "var")
    hosts = given.get("LONGBIEN_HOSTS", VARIABLES["LONGBIEN_HOSTS"][0]).split(",")
    return Environment(
        port=_number(given, "LONGBIEN_PORT", 1, 65535),
        var=var,
        hub=root / (given.get("LONGBIEN_HUB") or VARIABLES["LONGBIEN_HUB"][0]),
        database_url=_database(given.get("DATABASE_URL") or f"sqlite:///{var / 'longbien.sqlite3'}"),
        development=given.get("LONGBIEN_DEVELOPMENT") == "1",
        hosts=hosts,
        origins=[f"https://{host}" for host in hosts if host not in ("localhost", "127.0.0.1", "[::1]")],
        proxies=_number(given, "LONGBIEN_PROXIES", 0, 9),
        mail=_mail(given.get("LONGBIEN_MAIL_URL", "")),
        mail_from=given.get("LONGBIEN_MAIL_FROM") or VARIABLES["LONGBIEN_MAIL_FROM"][0],
        secret_key=given.get("LONGBIEN_SECRET_KEY") or _kept_secret(var / "secret.key"),
        tsa=_tsa(given.get("LONGBIEN_TSA_URL", ""), given.get("LONGBIEN_TSA_CERTIFICATE", ""), root),
        documents=_documents(given.get("LONGBIEN_DOCUMENTS") or "file"),
    )


def _number(given: Mapping[str, str], name: str, lowest: int, highest: int) -> int:
    written = (given.get(name) or VARIABLES[name][0]).strip()
    if not (written.isascii() and written.isdigit() and lowest <= int(written) <= highest):
        vi = f"“{written}” không dùng được; hãy ghi một số từ {lowest} đến {highest}"
        en = f"“{written}” can't be used; write a number from {lowest} to {highest}"
        raise BrokenEnvironment(name, Text.of(vi=vi, en=en))
    return int(written)


def _database(url: str) -> str:
    if not url.startswith(("sqlite:///", "postgresql://", "postgres://")):
        vi = "chỉ dùng được postgresql://người-dùng@máy-chủ/tên hoặc sqlite:///đường/dẫn"
        en = "only postgresql://user@host/name or sqlite:///path/to/file can be used"
        raise BrokenEnvironment("DATABASE_URL", Text.of(vi=vi, en=en))
    return url


def _documents(written: str) -> str:
    place = urlsplit(written)
    if written != "file" and (place.scheme != "s3" or not place.netloc or place.query or "@" in place.netloc):
        what = Text.of(vi="viết `file` hoặc s3://kho/thư-mục", en="write `file` or s3://bucket/prefix")
        raise BrokenEnvironment("LONGBIEN_DOCUMENTS", what)
    return written


def _tsa(url: str, certificate: str, root: Path) -> tuple[str, str]:
    """Address and certificates of who stamps; certificates alone are for checking the stamps there are."""
    if url and urlsplit(url).scheme not in ("http", "https"):
        what = Text.of(vi="phải là một địa chỉ http:// hoặc https://", en="must be an address of http:// or https://")
        raise BrokenEnvironment("LONGBIEN_TSA_URL", what)
    if url and not certificate:
        what = Text.of(vi="cần có khi đặt LONGBIEN_TSA_URL", en="is needed where LONGBIEN_TSA_URL is set")
        raise BrokenEnvironment("LONGBIEN_TSA_CERTIFICATE", what)
    return url, str(root / certificate) if certificate else ""


def _mail(url: str) -> dict[str, str | int | bool]:
    """Django's mail settings. BrokenEnvironment for an address that isn't smtp:// or smtps://."""
    if not url:
        return {"EMAIL_BACKEND": "longbien.people.accounts.mail.FolderBackend"}
    server = urlsplit(url)
    if server.scheme not in ("smtp", "smtps") or not server.hostname:
        example = "smtp://user:password@host:587"
        what = Text.of(vi=f"phải có dạng {example}", en=f"must look like {example}")
        raise BrokenEnvironment("LONGBIEN_MAIL_URL", what)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": server.hostname,
        "EMAIL_PORT": server.port or (465 if server.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(server.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(server.password or ""),
        "EMAIL_USE_SSL": server.scheme == "smtps",
        "EMAIL_USE_TLS": server.scheme == "smtp",
    }


def _kept_secret(path: Path) -> str:
    try:
        # Letters, cases and sessions lie there: no other account of this machine reads them.
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(50))
        return path.read_text()
    except OSError as error:
        vi = f"thư mục {path.parent} không ghi được ({error.strerror}); hãy chọn thư mục khác"
        en = f"the folder {path.parent} can't be written ({error.strerror}); choose another one"
        raise BrokenEnvironment("LONGBIEN_VAR", Text.of(vi=vi, en=en)) from error
