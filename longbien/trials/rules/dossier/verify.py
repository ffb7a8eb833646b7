"""Verify a dossier: the bytes, then what they say. Needs the file and the hub's public key, nothing else."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from longbien.kernel.text import Text
from longbien.record.rules.checkpoint import Verifier
from longbien.record.rules.stamp import Trust
from longbien.trials.rules.dossier.chain import check_chain
from longbien.trials.rules.dossier.check import Check, check, failed
from longbien.trials.rules.dossier.comparisons import check_comparisons
from longbien.trials.rules.dossier.conduct import check_conduct
from longbien.trials.rules.dossier.figures import check_figures
from longbien.trials.rules.dossier.file import MANIFEST, PARTS, Opened, read
from longbien.trials.rules.dossier.law import check_law
from longbien.trials.rules.dossier.limits import check_limits
from longbien.trials.rules.dossier.owed import check_owed
from longbien.trials.rules.dossier.stamps import check_stamps
from longbien.trials.rules.dossier.stops import check_stops


def verify(file: bytes, verifier: Verifier, trust: Trust | None = None) -> tuple[Check, ...]:
    """Every check with what exactly was checked. What the parts say is looked at only when all of them are there.

    `trust`: certificates of an authority that has to have stamped the log (RFC 3161).
    """
    opened = read(file, verifier)
    if not set(PARTS) <= set(opened.lines):
        missing = ", ".join(name for name in PARTS if name not in opened.lines)
        wrong = Text.of(
            vi=f"Không kiểm được nội dung: thiếu phần nguyên vẹn {missing}.",
            en=f"What the parts say was not checked: not whole: {missing}.",
        )
        return (*opened.checks, failed(MANIFEST, ALL_THERE, wrong))
    return (*opened.checks, Check(MANIFEST, ALL_THERE), *_content(opened, verifier, trust))


def _content(opened: Opened, verifier: Verifier, trust: Trust | None) -> list[Check]:
    parts: Mapping[str, Any] = opened.parts
    return [
        check("keys", KEYS, lambda: _keys(parts, verifier)),
        *check_chain(parts, opened.manifest, opened.lines, verifier),
        *check_stamps(parts, verifier, trust),
        *check_law(parts, opened.manifest),
        *check_conduct(parts),
        *check_stops(parts),
        *check_figures(parts),
        *check_comparisons(parts),
        *check_limits(parts),
        *check_owed(parts),
    ]


def _keys(parts: Mapping[str, Any], verifier: Verifier) -> list[Text]:
    if parts["keys"] == keys(verifier):
        return []
    return [Text.of(vi="Phần này ghi khóa khác.", en="This part names another key.")]


def keys(verifier: Verifier) -> dict[str, str]:
    """What the part `keys` holds: the public key in its C2SP form, its id and its SHA-256, for people to compare."""
    return {"verifier": str(verifier), "id": verifier.id.hex(), "sha256": sha256(verifier.key).hexdigest()}


ALL_THERE = Text.of(
    vi=f"Hồ sơ có đủ {len(PARTS)} phần: {', '.join(PARTS)}", en=f"All {len(PARTS)} parts are there: {', '.join(PARTS)}"
)
KEYS = Text.of(vi="Phần “keys” ghi đúng khóa công khai đã cho", en="The part “keys” names the given public key")
NOT_CHECKED = Text.of(
    vi=(
        "nội dung gốc của các gói dữ liệu (so SHA-256 với tệp gốc nếu có); ai đã rút lại sự đồng ý (mã được niêm kín); "
        "nhật ký có cho mọi người thấy như nhau không (so điểm kiểm tra với bản giữ ở nơi khác); lời khai của người "
        "tham gia có đúng sự thật không."
    ),
    en=(
        "the raw telemetry (compare the SHA-256 of each batch with the raw file, if you have it); which participant "
        "had withdrawn (their codes are sealed); whether the log shows everyone the same (compare the checkpoint with "
        "one kept elsewhere); whether what people wrote is true."
    ),
)
