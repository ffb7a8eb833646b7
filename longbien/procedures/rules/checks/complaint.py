"""A complaint: the path of the part that is wrong, and what is wrong with it."""

from collections.abc import Iterator
from difflib import get_close_matches

from longbien.kernel.text import Text
from longbien.procedures.rules.faults import Path

Complaint = tuple[Path, Text]
LIKE = 0.7  # how near a name must be to be taken for a slip: one wrong letter in four


def unknown(kind_vi: str, kind_en: str, name: str, choices: frozenset[str] | set[str]) -> Text:
    """`There is no role “offcer”. There are: applicant, officer. Did you mean “officer”?`"""
    listed = ", ".join(sorted(choices)) or "–"
    near = next(iter(get_close_matches(name, sorted(choices), 1, LIKE)), "")
    return Text.of(
        vi=f"Không có {kind_vi} “{name}”. Hiện có: {listed}.{f' Có phải “{near}”?' if near else ''}",
        en=f"There is no {kind_en} “{name}”. There are: {listed}.{f' Did you mean “{near}”?' if near else ''}",
    )


def unknown_office(name: str, choices: frozenset[str]) -> Text:
    """A hub role that is not there, and who adds one."""
    said = unknown("vai trò của trung tâm", "hub role", name, choices)
    return Text.of(
        vi=f"{said['vi']} Vai trò mới do người vận hành trung tâm thêm vào hub.yaml, dưới roles.",
        en=f"{said['en']} Roles of the hub are added in hub.yaml, under roles, by whoever runs it.",
    )


def check_text(path: Path, given: object, languages: tuple[str, ...]) -> Iterator[Complaint]:
    """A text that is not there in every language of the hub."""
    try:
        Text.from_data(given, languages)
    except ValueError:
        listed = ", ".join(languages)
        yield path, Text.of(vi=f"Cần viết bằng: {listed}.", en=f"This must be written in: {listed}.")
