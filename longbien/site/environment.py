"""What the environment decides, each variable with its meaning; docs/reference/settings.md is made from this."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
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
    "LONGBIEN_SEAL": (
        "made once in LONGBIEN_VAR",
        "A PKCS#12 file (.p12) with the key and certificate that seal letters.",
    ),
    "LONGBIEN_SEAL_PASSWORD": ("", "The password of that file."),
    "LONGBIEN_VC_API": (
        "0",
        "1 opens the W3C VC API below /vc/ to anyone, and it signs what it is sent: for conformance runs only.",
    ),
    "LONGBIEN_DOCUMENTS": (
        "file",
        "Where stored files lie: `file` is LONGBIEN_VAR/documents; s3://bucket/prefix needs the extra `s3` and "
        "AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY.",
    ),
    "LONGBIEN_LAKE": (
        "file",
        "Where the rows of data sets lie: `file` is LONGBIEN_VAR/lake; s3://bucket/prefix needs what "
        "LONGBIEN_DOCUMENTS needs, and LONGBIEN_VAR/lake keeps copies of the files that are read.",
    ),
    "LONGBIEN_TSA_URL": (
        "nobody stamps",
        "An authority (RFC 3161) that stamps each sealed letter, and once an hour the head of the log: https://…",
    ),
    "LONGBIEN_TSA_CERTIFICATE": (
        "none",
        "A PEM file with the root certificate that its stamps lead up to, and those in between.",
    ),
    "LONGBIEN_SECRET_KEY": ("made once in LONGBIEN_VAR", "The key that signs sessions and links."),
    "LONGBIEN_IDENTITY_KEY": (
        "made once in LONGBIEN_VAR",
        "The key under which numbers of identity papers are hashed. Another key, and none is recognised any more.",
    ),
    "LONGBIEN_OIDC_ISSUER": ("no provider", "An OpenID Connect provider that people may sign in with: its issuer."),
    "LONGBIEN_OIDC_CLIENT": ("none", "What this hub is called there (client_id)."),
    "LONGBIEN_OIDC_SECRET": ("none", "The client's secret; the code flow always uses PKCE as well."),
}


class BrokenEnvironment(ValueError):
    """A variable that can't be used. Says which, why, and what to write instead."""

    def __init__(self, name: str, what: Text) -> None:
        self.fault = Fault(name, what)
        super().__init__(f"{name}: {' | '.join(what.values())}")


@dataclass(frozen=True)
class Oidc:
    """An OpenID Connect provider: its issuer, and what this hub is called there."""

    issuer: str
    client: str
    secret: str


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
    seal: Path | None
    seal_password: str
    vc_api: bool
    secret_key: str
    identity_key: str
    oidc: Oidc | None
    documents: str
    lake: str
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
        seal=root / given["LONGBIEN_SEAL"] if given.get("LONGBIEN_SEAL") else None,
        seal_password=given.get("LONGBIEN_SEAL_PASSWORD", ""),
        vc_api=given.get("LONGBIEN_VC_API") == "1",
        secret_key=given.get("LONGBIEN_SECRET_KEY") or _kept_secret(var / "secret.key"),
        identity_key=given.get("LONGBIEN_IDENTITY_KEY") or _kept_secret(var / "identity.key"),
        oidc=_oidc(given),
        tsa=_tsa(_web_address(given, "LONGBIEN_TSA_URL"), given.get("LONGBIEN_TSA_CERTIFICATE", ""), root),
        documents=_store(given.get("LONGBIEN_DOCUMENTS") or "file", "LONGBIEN_DOCUMENTS"),
        lake=_store(given.get("LONGBIEN_LAKE") or "file", "LONGBIEN_LAKE"),
    )


def _number(given: Mapping[str, str], name: str, lowest: int, highest: int) -> int:
    written = (given.get(name) or VARIABLES[name][0]).strip()
    if not (written.isascii() and written.isdigit() and lowest <= int(written) <= highest):
        vi = f"“{written}” không dùng được; hãy ghi một số từ {lowest} đến {highest}"
        en = f"“{written}” can't be used; write a number from {lowest} to {highest}"
        raise BrokenEnvironment(name, Text.of(vi=vi, en=en))
    return int(written)


def _web_address(given: Mapping[str, str], name: str) -> str:
    url = given.get(name, "").strip()
    if url and (urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname):
        raise BrokenEnvironment(name, Text.of(vi="phải có dạng https://máy-chủ/…", en="must look like https://host/…"))
    return url


def _database(url: str) -> str:
    if not url.startswith(("sqlite:///", "postgresql://", "postgres://")):
        vi = "chỉ dùng được postgresql://người-dùng@máy-chủ/tên hoặc sqlite:///đường/dẫn"
        en = "only postgresql://user@host/name or sqlite:///path/to/file can be used"
        raise BrokenEnvironment("DATABASE_URL", Text.of(vi=vi, en=en))
    return url


def _store(written: str, name: str) -> str:
    place = urlsplit(written)
    if written != "file" and (place.scheme != "s3" or not place.netloc or place.query or "@" in place.netloc):
        what = Text.of(vi="viết `file` hoặc s3://kho/thư-mục", en="write `file` or s3://bucket/prefix")
        raise BrokenEnvironment(name, what)
    return written


def _tsa(url: str, certificate: str, root: Path) -> tuple[str, str]:
    """Address and certificates of who stamps; certificates alone are for checking the stamps there are."""
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


def _oidc(given: Mapping[str, str]) -> Oidc | None:
    """The provider, if there is one. BrokenEnvironment unless it is asked over TLS, but for one on this machine."""
    issuer, client = given.get("LONGBIEN_OIDC_ISSUER", ""), given.get("LONGBIEN_OIDC_CLIENT", "")
    if not issuer:
        return None
    address = urlsplit(issuer)
    near = address.scheme == "http" and address.hostname in ("localhost", "127.0.0.1")
    if not (address.scheme == "https" and address.hostname) and not near:
        what = Text.of(vi="phải bắt đầu bằng https://", en="must begin with https://")
        raise BrokenEnvironment("LONGBIEN_OIDC_ISSUER", what)
    if not client:
        what = Text.of(vi="cần có khi có LONGBIEN_OIDC_ISSUER", en="is needed beside LONGBIEN_OIDC_ISSUER")
        raise BrokenEnvironment("LONGBIEN_OIDC_CLIENT", what)
    return Oidc(issuer.rstrip("/"), client, given.get("LONGBIEN_OIDC_SECRET", ""))


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


PROVIDER_ID = "hub"


def provider_apps(oidc: Oidc | None, hub: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One provider, or none. Where it is and who we are there says the environment; how it is read, hub.yaml."""
    if oidc is None:
        return []
    said = hub.get("sign_in_provider", {})
    claims = {"id": "sub", "name": "name", "email": "email", "email_verified": "email_verified"}
    own = {
        "server_url": oidc.issuer,
        "claims": {**claims, **said.get("claims", {})},
        "two_factors": said.get("two_factors", []),
        "scope": said.get("scopes", ["openid", "profile", "email"]),
        "oauth_pkce_enabled": True,
    }
    return [{"provider_id": PROVIDER_ID, "name": "OpenID Connect", "client_id": oidc.client, "secret": oidc.secret,
             "settings": own}]  # fmt: skip
