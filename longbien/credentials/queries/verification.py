"""The verification of a credential that someone shows: what was checked, and what came of it, in plain words."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from longbien.credentials.addresses import credential_id_in
from longbien.credentials.linked import issuer
from longbien.credentials.queries.credentials import credential_card, is_revoked, reason_of
from longbien.credentials.rules.bounds import LONGEST_BYTES
from longbien.credentials.rules.moments import read_moment
from longbien.credentials.rules.shape import DATES, V1, V2, id_of, many
from longbien.kernel.extras import require
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text

Outcome = Literal["ok", "bad", "unknown"]


@dataclass(frozen=True)
class Check:
    """One thing that was looked at. `unknown`: it could not be told from here."""

    outcome: Outcome
    what: Text


@dataclass(frozen=True)
class Verdict:
    """What came of it; `document` is empty when it could not even be read."""

    checks: tuple[Check, ...]
    document: dict[str, Any]

    @property
    def outcome(self) -> Outcome:
        return outcome_of(self.checks)


def outcome_of(checks: Iterable[Check]) -> Outcome:
    """`bad` when one is, else `unknown` when one is, else `ok`."""
    found = {check.outcome for check in checks}
    return "bad" if "bad" in found else "unknown" if "unknown" in found else "ok"


def verify(content: str, *, at: datetime) -> Verdict:
    """Verify a credential, whoever issued it. Never raises for what is written in it."""
    try:
        document = _read(content)
    except ValueError:
        return Verdict((_bad(vi="Đây không phải là một chứng nhận (JSON)", en="This is no credential (JSON)"),), {})
    try:
        require("longbien.credentials.linked.examination", extra="credentials").check_credential(document)
    except Refusal as refusal:
        return Verdict(tuple(_faults(refusal)), {})
    checks = [_ok(vi="Nội dung còn nguyên như khi được ký", en="Its content is as it was when it was signed")]
    return Verdict((*checks, _issuer(document), *_status(document, at)), document)


def _read(content: str) -> Any:
    if len(content.encode(errors="replace")) > LONGEST_BYTES:
        raise ValueError("too large")
    try:
        return json.loads(content)
    except RecursionError as error:
        raise ValueError("too deep") from error


def _faults(refusal: Refusal) -> Iterator[Check]:
    if not refusal.faults:
        yield Check("bad", refusal.what)
    for fault in refusal.faults:
        vi, en = fault.what["vi"], fault.what["en"]
        yield _bad(vi=f"{fault.where}: {vi}" if fault.where else vi, en=f"{fault.where}: {en}" if fault.where else en)


def _issuer(document: dict[str, Any]) -> Check:
    if id_of(document["issuer"]) == issuer.did():
        return _ok(vi="Do trung tâm này cấp", en="It was issued by this hub")
    return Check(
        "unknown",
        Text.of(
            vi="Do nơi khác cấp: chữ ký đúng, nhưng trung tâm này không biết ai giữ khoá đó",
            en="It was issued elsewhere: the signature holds, but this hub can't tell whose key that is",
        ),
    )


def _status(document: dict[str, Any], at: datetime) -> Iterator[Check]:
    yield from _period(document, at)
    known = credential_id_in(document.get("id")) if id_of(document["issuer"]) == issuer.did() else None
    if known is not None:
        yield _standing(known)
    elif "credentialStatus" in document:
        yield Check(
            "unknown",
            Text.of(
                vi="Không biết đã bị thu hồi hay chưa: danh sách nằm ở nơi khác",
                en="Whether it was revoked can't be told from here: the list is kept elsewhere",
            ),
        )


def _standing(known: UUID) -> Check:
    """Of a credential of ours. Why it does not stand is told of kinds that anyone may read."""
    card = credential_card(known)
    reason = reason_of(card) if card is not None and card.kind.is_open else None
    why = f": {reason}" if reason else ""
    if is_revoked(known):
        return _bad(vi=f"Đã bị thu hồi{why}", en=f"It has been revoked{why}")
    if card is not None and card.suspended_at is not None:
        return _bad(vi=f"Đang bị tạm đình chỉ{why}", en=f"It is suspended for now{why}")
    return _ok(vi="Chưa bị thu hồi", en="It has not been revoked")


def _period(document: dict[str, Any], at: datetime) -> Iterator[Check]:
    start, end = DATES[V1 if V1 in many(document["@context"]) else V2]
    if start in document and read_moment(document[start]) > at:
        yield _bad(vi="Chưa có hiệu lực", en="It is not valid yet")
    elif end in document and read_moment(document[end]) <= at:
        yield _bad(vi="Đã hết hạn", en="It has expired")
    else:
        yield _ok(vi="Đang trong thời hạn", en="It is within its term")


def _ok(*, vi: str, en: str) -> Check:
    return Check("ok", Text.of(vi=vi, en=en))


def _bad(*, vi: str, en: str) -> Check:
    return Check("bad", Text.of(vi=vi, en=en))
