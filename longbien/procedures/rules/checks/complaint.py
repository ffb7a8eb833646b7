"""A complaint: the path of the part that is wrong, and what is wrong with it."""

from longbien.kernel.text import Text
from longbien.procedures.rules.faults import Path

Complaint = tuple[Path, Text]


def unknown(kind_vi: str, kind_en: str, name: str, choices: frozenset[str] | set[str]) -> Text:
    """`There is no role “offcer”. There are: applicant, officer.`"""
    listed = ", ".join(sorted(choices)) or "–"
    return Text.of(
        vi=f"Không có {kind_vi} “{name}”. Hiện có: {listed}.",
        en=f"There is no {kind_en} “{name}”. There are: {listed}.",
    )
