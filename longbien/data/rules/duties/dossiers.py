"""Which dossiers an agreement needs before it is signed, and what each of them asks."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Literal, get_args

from longbien.data.rules.agreement.terms import Terms
from longbien.data.rules.contract.contract import Contract
from longbien.data.rules.duties.statute import Span
from longbien.kernel.text import Text

Dossier = Literal["impact", "transfer"]
DOSSIERS: tuple[Dossier, ...] = get_args(Dossier)
NAMES: Mapping[Dossier, Text] = {
    "impact": Text.of(vi="Hồ sơ đánh giá tác động", en="Impact-assessment dossier"),
    "transfer": Text.of(vi="Hồ sơ chuyển dữ liệu ra nước ngoài", en="Cross-border transfer dossier"),
}
QUESTIONS: Mapping[Dossier, Mapping[str, Text]] = {
    "impact": {
        "necessity": Text.of(vi="Vì sao cần đúng những dữ liệu này", en="Why exactly these data are needed"),
        "risks": Text.of(vi="Rủi ro cho người có dữ liệu", en="Risks to the persons"),
        "measures": Text.of(vi="Biện pháp giảm rủi ro", en="What is done against them"),
        "remaining": Text.of(vi="Rủi ro còn lại và vì sao chấp nhận", en="What risk remains, and why it is borne"),
    },
    "transfer": {
        "receiver": Text.of(vi="Ai nhận hoặc truy cập ở nước ngoài", en="Who abroad receives or reads the data"),
        "purpose": Text.of(vi="Để làm gì, trong bao lâu", en="What for, and how long"),
        "protection": Text.of(vi="Bảo vệ thế nào ở nơi nhận", en="How the data are kept safe there"),
        "return": Text.of(vi="Xoá hoặc trả lại thế nào khi xong", en="How they are deleted or returned afterwards"),
    },
}
SHORTEST, LONGEST = 10, 5_000


def shows_persons(terms: Terms, contract: Contract) -> bool:
    """Whether the terms show something of single persons. A code in place of a name is still personal data."""
    shown = [contract.column(one.column) for one in terms.columns if one.mask.kind != "blank"]
    return any(one is not None and one.is_personal for one in shown)


def needed(terms: Terms, contract: Contract) -> tuple[Dossier, ...]:
    """None for data that are about nobody: then the contract names no processing of persons."""
    if contract.processing is None or not shows_persons(terms, contract):
        return ()
    return ("impact", "transfer") if terms.territory else ("impact",)


def lacking(needs: Iterable[Dossier], have: Iterable[str]) -> tuple[Dossier, ...]:
    made = set(have)
    return tuple(one for one in needs if one not in made)


def file_by(span: Span, since: date) -> date:
    """The last day to file a dossier: `span` in days after the first transfer."""
    return since + timedelta(days=span.number)
