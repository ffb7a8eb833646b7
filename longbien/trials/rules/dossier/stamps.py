"""Time stamps of RFC 3161 in a dossier: somebody outside of the hub says that entries were there at a time."""

from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from longbien.kernel.plain import utc_micros
from longbien.kernel.text import Text
from longbien.record.rules.checkpoint import Verifier, open_checkpoint
from longbien.record.rules.leaf import read_leaf
from longbien.record.rules.merkle import verify_consistency
from longbien.record.rules.stamp import BadStamp, Trust, stamped_at
from longbien.trials.rules.dossier.check import Check, check

Parts = Mapping[str, Any]
SLACK = timedelta(minutes=5)  # by which the clock of the hub may be ahead of the authority's


@dataclass(frozen=True)
class Stamped:
    """A head of `size` leaves, there at `at`, as the authority says."""

    size: int
    at: datetime


def check_stamps(parts: Parts, verifier: Verifier, trust: Trust | None) -> list[Check]:
    """The heads that were stamped are older heads of the same log; with the authority's certificate also who stamped
    them, and that no entry under a stamp claims to be from after it. Nothing where nothing is stamped or asked."""
    stamps = parts["log"].get("stamps") or [] if isinstance(parts["log"], Mapping) else []
    if not stamps and trust is None:
        return []
    grown = check("log", GROWN, lambda: _grown(stamps, parts, verifier))
    return (
        [grown] if trust is None else [grown, check("log", VOUCHED, lambda: _vouched(stamps, parts, verifier, trust))]
    )


def _grown(stamps: Sequence[Parts], parts: Parts, verifier: Verifier) -> Iterator[Text]:
    """Each head is signed by the hub, and an RFC 6962 proof leads from it to the head of the dossier."""
    head = open_checkpoint(parts["log"]["checkpoint"], verifier)
    for stamp in stamps:
        old = open_checkpoint(stamp["checkpoint"], verifier)
        path = [b64decode(one, validate=True) for one in stamp["path"]]
        if not verify_consistency(old.size, head.size, path, old.root, head.root):
            yield Text.of(
                vi=f"Điểm kiểm tra {old.size} mục không thuộc nhật ký này.",
                en=f"The head of {old.size} entries is none of this log.",
            )


def _vouched(stamps: Sequence[Parts], parts: Parts, verifier: Verifier, trust: Trust) -> Iterator[Text]:
    """Each stamp leads up to the certificate, and no leaf of a stamped head is from after the stamp."""
    if not stamps:
        yield Text.of(vi="Hồ sơ không có dấu thời gian nào.", en="The dossier holds no time stamp.")
    known = []
    for stamp in stamps:
        try:
            known.append(_read(stamp, verifier, trust))
        except BadStamp as error:
            yield Text.of(vi=f"Dấu thời gian không đúng: {error}.", en=f"A time stamp is wrong: {error}.")
    for number, entry in enumerate(parts["timeline"], 1):
        index, at = parts["log"]["proofs"][number - 1]["index"], read_leaf(entry["leaf"].encode()).at
        first = next((one for one in known if one.size > index), None)
        if first and at > utc_micros(first.at + SLACK):
            yield Text.of(
                vi=f"Mục {number} ghi {at}, nhưng đã có trong nhật ký lúc {utc_micros(first.at)}.",
                en=f"Entry {number} says {at}, yet it was in the log at {utc_micros(first.at)}.",
            )


def _read(stamp: Parts, verifier: Verifier, trust: Trust) -> Stamped:
    note = stamp["checkpoint"]
    at = stamped_at(b64decode(stamp["answer"], validate=True), note, trust)
    return Stamped(open_checkpoint(note, verifier).size, at.astimezone(UTC))


GROWN = Text.of(
    vi="Các điểm kiểm tra được đóng dấu thời gian do khóa đã cho ký và thuộc cùng nhật ký (chứng minh RFC 6962)",
    en="The heads that were time-stamped are signed by the given key and of the same log (RFC 6962 proofs)",
)
VOUCHED = Text.of(
    vi="Dấu thời gian RFC 3161 do tổ chức có chứng thư đã cho cấp; không mục nào ghi thời điểm sau dấu của nó",
    en="RFC 3161 time stamps by the holder of the given certificate; no entry says that it is from after its stamp",
)
