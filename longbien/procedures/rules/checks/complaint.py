"""A complaint: the path of the part that is wrong, and what is wrong with it."""

from collections.abc import Iterator

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


def check_text(path: Path, given: object, languages: tuple[str, ...]) -> Iterator[Complaint]:
    """A text that is not there in every language of the hub."""
    try:
        Text.from_data(given, languages)
    except ValueError:
        listed = ", ".join(languages)
        yield path, Text.of(vi=f"Cần viết bằng: {listed}.", en=f"This must be written in: {listed}.")
