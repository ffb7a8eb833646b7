"""What the examination of a seal found, in plain words."""

from collections.abc import Iterator

from longbien.credentials.queries.seals import SealReport
from longbien.credentials.queries.verification import Check, Outcome
from longbien.kernel.text import Text


def checks_of(report: SealReport) -> tuple[Check, ...]:
    """One check for each thing that was looked at; only the first for what can't be looked at further."""
    if not report.is_pdf:
        return (_check("bad", vi="Đây không phải tệp PDF đọc được", en="This is no PDF that can be read"),)
    if not report.seals:
        return (_check("bad", vi="Tệp này không có con dấu điện tử", en="This file carries no seal"),)
    return tuple(_checks(report))


def _checks(report: SealReport) -> Iterator[Check]:
    if report.is_intact:
        yield _check("ok", vi="Phần được đóng dấu còn nguyên", en="What was sealed is as it was")
    else:
        yield _check("bad", vi="Nội dung đã bị sửa sau khi đóng dấu", en="It was changed after it was sealed")
    if report.covers_all:
        yield _check("ok", vi="Con dấu bao trùm cả tệp", en="The seal covers the whole file")
    else:
        yield _check("bad", vi="Có phần được thêm vào sau khi đóng dấu", en="Something was added behind the seal")
    if report.is_ours:
        yield _check("ok", vi="Đây là con dấu của trung tâm này", en="It is the seal of this hub")
    else:
        yield _check(
            "unknown",
            vi=f"Con dấu mang tên “{report.signer}”, trung tâm này không xác nhận được",
            en=f"The seal says “{report.signer}”, which this hub can't confirm",
        )


def _check(outcome: Outcome, *, vi: str, en: str) -> Check:
    return Check(outcome, Text.of(vi=vi, en=en))
