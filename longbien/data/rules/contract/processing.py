"""What a contract says of the persons that its rows are about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from longbien.kernel.period import add_months
from longbien.kernel.text import Text


@dataclass(frozen=True)
class Kept:
    """How long the rows of an edition are kept."""

    months: int = 0
    days: int = 0

    def ends(self, delivered: date) -> date:
        """The first day on which they are not to be there any more."""
        return add_months(delivered, self.months) + timedelta(days=self.days)

    @property
    def words(self) -> Text:
        """`2 years`, `1 month and 3 days`: as a person would say it."""
        years, months = divmod(self.months, 12)
        parts = ((years, "năm", "year"), (months, "tháng", "month"), (self.days, "ngày", "day"))
        said = [(f"{n} {vi}", f"{n} {en}{'' if n == 1 else 's'}") for n, vi, en in parts if n]
        return Text.of(vi=" ".join(vi for vi, _ in said), en=" ".join(en for _, en in said))


@dataclass(frozen=True)
class Processing:
    """Why data of persons are held, on which ground, of whom; `person` is the column that tells persons apart."""

    purpose: Text
    ground: Text
    subjects: Text
    safeguards: Text
    person: str = ""
    retention: Kept | None = None

    @property
    def kept(self) -> Text:
        return self.retention.words if self.retention else UNSAID


UNSAID = Text.of(vi="Hợp đồng dữ liệu chưa nêu", en="The contract does not say")


def read_processing(data: Mapping[str, Any], languages: tuple[str, ...]) -> Processing:
    keep = data.get("retention")
    return Processing(
        purpose=Text.from_data(data["purpose"], languages),
        ground=Text.from_data(data["ground"], languages),
        subjects=Text.from_data(data["subjects"], languages),
        safeguards=Text.from_data(data["safeguards"], languages),
        person=data.get("person", ""),
        retention=Kept(12 * keep.get("years", 0) + keep.get("months", 0), keep.get("days", 0)) if keep else None,
    )
