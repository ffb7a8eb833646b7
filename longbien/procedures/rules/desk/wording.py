"""Letters with a fixed list of variables: `{case_number}` is replaced by its value and nothing else ever is.

No attribute, no index, no format is reached by a placeholder, and a value is never looked at again: what people type
into a title is text, whatever it looks like.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from longbien.kernel.text import Text

PLACE = re.compile(r"\{([a-z_]+)\}")
SENTENCE_END = re.compile(r"(?<=[.!?]) (?=\W*[^\W\d_a-z])")
OF_A_NAME = re.compile(r"(?:^|\W)(?:[^\W\d_]|PGS|GS|TS|ThS|KS|BS|CN|TP|Dr|Mrs?|Ms|Prof|Assoc|St|Co|Ltd|Inc)\.$")
BRACE = re.compile(r"[{}]")

VARIABLES: Mapping[str, Text] = {
    "headline": Text.of(vi="câu đầu của thông báo", en="the first sentence of the notice"),
    "news": Text.of(vi="nội dung thông báo", en="what the notice says"),
    "case_number": Text.of(vi="số hồ sơ", en="the number of the case"),
    "case_title": Text.of(vi="tên hồ sơ", en="what the case is called"),
    "service": Text.of(vi="tên dịch vụ công", en="the public service"),
    "state": Text.of(vi="hồ sơ đang ở bước nào", en="where the case stands"),
    "next": Text.of(vi="việc tiếp theo", en="what happens next"),
    "due": Text.of(vi="hạn của bước này", en="the deadline of this step"),
    "hub": Text.of(vi="tên trung tâm", en="the name of the hub"),
    "person": Text.of(vi="tên người nhận", en="the name of who receives the letter"),
    "link": Text.of(vi="địa chỉ của hồ sơ", en="the address of the case"),
    "settings_link": Text.of(vi="nơi chọn thư muốn nhận", en="where one chooses which letters to receive"),
    "count": Text.of(vi="số thông báo", en="how many notices there are"),
    "list": Text.of(vi="các thông báo, mỗi dòng một thông báo", en="the notices, one a line"),
}
OF_A_CASE = frozenset(VARIABLES) - {"count", "list"}
OF_A_DIGEST = frozenset({"hub", "person", "settings_link", "count", "list"})


@dataclass(frozen=True)
class Wording:
    """A letter as a hub words it."""

    subject: Text
    body: Text


@dataclass(frozen=True)
class Letter:
    """A kind of letter: the variables it may use, and its words where the hub gives none."""

    variables: frozenset[str]
    usual: Wording


USUAL = Wording(
    subject=Text.of(vi="{headline}", en="{headline}"),
    body=Text.of(
        vi="{news}\n\n{link}\n\nChọn thư bạn muốn nhận: {settings_link}\n",
        en="{news}\n\n{link}\n\nChoose which letters you receive: {settings_link}\n",
    ),
)
DIGEST = Wording(
    subject=Text.of(vi="{hub}: {count} thông báo mới", en="{hub}: {count} new notices"),
    body=Text.of(
        vi="{list}\n\nChọn thư bạn muốn nhận: {settings_link}\n",
        en="{list}\n\nChoose which letters you receive: {settings_link}\n",
    ),
)
LETTERS: Mapping[str, Letter] = {
    **{kind: Letter(OF_A_CASE, USUAL) for kind in ("receipt", "moved", "late", "task", "assigned", "lost")},
    "digest": Letter(OF_A_DIGEST, DIGEST),
}


def letter_of(kind: str) -> str:
    """The letter in which a notice goes out: `task:review` goes as `task`, what is unknown as `moved`."""
    name = kind.partition(":")[0]
    return name if name in LETTERS else "moved"


def faults_in(template: str, letter: Letter) -> Iterator[Text]:
    """Each placeholder that this letter has no value for, and each brace that belongs to none."""
    for name in dict.fromkeys(PLACE.findall(template)):
        if name not in letter.variables:
            yield _unknown(name, letter)
    if BRACE.search(PLACE.sub("", template)):
        yield Text.of(
            vi="Có dấu ngoặc nhọn thừa: chỉ viết {ten_bien} bằng chữ thường, không có gì khác bên trong.",
            en="There is a brace too many: write {name} in small letters, with nothing else inside.",
        )


def fill(template: str, values: Mapping[str, str]) -> str:
    """The template with each placeholder replaced once. KeyError for one without a value: lint has asked by then."""
    return PLACE.sub(lambda found: values[found[1]], template)


def headline(news: str) -> str:
    """The first sentence of a notice, without its full stop; what people named something, in quotes, is not parted,
    nor is a name with a title or an initial (“PGS. TS. Lan”)."""
    line = " ".join(news.split())
    heads = (line[: found.start()] for found in SENTENCE_END.finditer(line))
    whole = (head for head in heads if head.count("“") == head.count("”") and not OF_A_NAME.search(head))
    return next(whole, line).rstrip(".")


def one_line(written: str, longest: int = 150) -> str:
    """A subject of one line, cut between words: what people typed into a title can't add a header."""
    line = " ".join(written.split())
    if len(line) <= longest:
        return line
    head = line[: longest - 1]
    return (head.rpartition(" ")[0] or head) + "…"


def _unknown(name: str, letter: Letter) -> Text:
    near = get_close_matches(name, letter.variables, 1)
    known = ", ".join(f"{{{one}}}" for one in sorted(letter.variables))
    vi, en = (f" Ý bạn là {{{near[0]}}}?", f" Did you mean {{{near[0]}}}?") if near else ("", "")
    return Text.of(
        vi=f"Thư này không có biến {{{name}}}.{vi} Dùng được: {known}.",
        en=f"This letter has no {{{name}}}.{en} It knows: {known}.",
    )
