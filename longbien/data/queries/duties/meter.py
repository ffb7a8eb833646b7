"""How much data weigh now: of each set, and of what each agreement shows of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from longbien.data.models import DataSet, Edition, Weighing
from longbien.data.queries.duties.statutes import thresholds
from longbien.data.queries.sets import contract_of
from longbien.data.rules.contract.contract import Contract
from longbien.data.rules.duties.meter import next_above, weigh
from longbien.data.rules.duties.statute import Threshold
from longbien.kernel.text import Text
from longbien.people.queries import organisation

WEIGHT_WORDS = {
    "ordinary": (Text.of(vi="dưới ngưỡng", en="below the thresholds"), "off"),
    "important": (Text.of(vi="dữ liệu quan trọng", en="important data"), "warn"),
    "core": (Text.of(vi="dữ liệu cốt lõi", en="core data"), "bad"),
}


@dataclass(frozen=True)
class WeighingView:
    """Persons counted in the newest edition; `threshold` is the one that was reached, `next` the nearest above.

    `crossing` is the weighing at which the data passed a threshold last, `note` what a steward said of it.
    """

    id: UUID
    code: str
    title: Text
    recipient: str
    agreement_id: UUID | None
    persons: int
    is_sensitive: bool
    is_disclosed: bool
    weight: str
    threshold: Threshold | None
    next: Threshold | None
    number: int
    at: datetime
    crossing: UUID | None
    note: str

    @property
    def words(self) -> Text:
        return WEIGHT_WORDS[self.weight][0]

    @property
    def tone(self) -> str:
        return WEIGHT_WORDS[self.weight][1]

    @property
    def waits(self) -> bool:
        """Whether a steward has not yet said what is done about it."""
        return self.weight != "ordinary" and self.crossing is not None and not self.note


def weighings() -> tuple[WeighingView, ...]:
    """Of the newest edition of every set with a column of persons: the set first, then its agreements."""
    sets = list(DataSet.objects.order_by("code"))
    return tuple(view for row in sets for view in weighings_of(row))


def weighings_of(row: DataSet) -> tuple[WeighingView, ...]:
    newest = Edition.objects.filter(data_set=row).order_by("-number").first()
    if newest is None:
        return ()
    found = Weighing.objects.filter(edition=newest).select_related("agreement").order_by("at", "pk")
    kept = {one.agreement_id: one for one in found}
    return tuple(_views(contract_of(row), newest, kept.values()))


def weighing_of_set(row_id: UUID) -> WeighingView | None:
    row = DataSet.objects.get(pk=row_id)
    return next((one for one in weighings_of(row) if one.agreement_id is None), None)


def weighing_of_agreement(row: DataSet, agreement_id: UUID) -> WeighingView | None:
    return next((one for one in weighings_of(row) if one.agreement_id == agreement_id), None)


def _views(contract: Contract, edition: Edition, rows: Iterable[Weighing]) -> Iterable[WeighingView]:
    steps = thresholds()
    for row in rows:
        party = organisation(row.agreement.organisation_id) if row.agreement else None
        crossing, is_disclosed = _crossing(row, edition), contract.access == "open"
        note = getattr(crossing, "note", None)
        weighed = weigh(row.persons, is_sensitive=row.is_sensitive, is_disclosed=is_disclosed, thresholds=steps)
        yield WeighingView(
            id=row.pk,
            code=contract.code,
            title=contract.title,
            recipient=party.name if party else "",
            agreement_id=row.agreement_id,
            persons=row.persons,
            is_sensitive=row.is_sensitive,
            is_disclosed=is_disclosed,
            weight=weighed.weight,
            threshold=weighed.threshold,
            next=next_above(row.persons, is_sensitive=row.is_sensitive, thresholds=steps),
            number=edition.number,
            at=row.at,
            crossing=crossing.pk if crossing else None,
            note=note.words if note else "",
        )


def _crossing(row: Weighing, edition: Edition) -> Weighing | None:
    past = Weighing.objects.filter(edition__data_set=edition.data_set_id, agreement=row.agreement_id)
    return past.exclude(entry_id=None).select_related("note").order_by("-edition__number").first()
