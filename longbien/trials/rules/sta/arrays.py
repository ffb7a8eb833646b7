"""Many observations in one request: the data array extension. OGC 18-088, chapter 13."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from longbien.trials.rules.sta.entities import OBSERVATION
from longbien.trials.rules.sta.terms import MOST_OBSERVATIONS, Said, unfit

COUNT = "dataArray@iot.count"
FEATURE = "FeatureOfInterest/id"
COMPONENTS = (*OBSERVATION.fields, FEATURE)


@dataclass(frozen=True)
class Group:
    """The observations of one Datastream: what each row holds, and the rows."""

    datastream: Any
    components: tuple[str, ...]
    rows: tuple[Any, ...]

    def said(self) -> Iterator[Said | None]:
        """Each row as an observation says it; None for one that has other columns."""
        for row in self.rows:
            fits = isinstance(row, list) and len(row) == len(self.components)
            yield dict(zip(self.components, row, strict=True)) if fits else None


def read_groups(body: Any) -> tuple[Group, ...]:
    """The groups of a request. Refusal 400 for what is no data array, 413 by the caller for too many."""
    if not isinstance(body, list) or not body:
        unfit("Cần một danh sách các nhóm dataArray.", "A list of dataArray groups is needed.")
    groups = tuple(_group(one) for one in body)
    if sum(len(group.rows) for group in groups) > MOST_OBSERVATIONS:
        unfit(
            f"Mỗi lần gửi tối đa {MOST_OBSERVATIONS} quan trắc.", f"At most {MOST_OBSERVATIONS} observations a request."
        )
    return groups


def _group(given: Any) -> Group:
    if not isinstance(given, Mapping):
        unfit("Mỗi nhóm là một đối tượng JSON.", "Each group is a JSON object.")
    components, rows = given.get("components"), given.get("dataArray")
    if not isinstance(components, list) or not isinstance(rows, list) or not isinstance(given.get("Datastream"), dict):
        unfit("Nhóm cần Datastream, components và dataArray.", "A group needs Datastream, components and dataArray.")
    strange = [one for one in components if one not in COMPONENTS]
    if strange or len(set(components)) != len(components) or "result" not in components:
        named = ", ".join(COMPONENTS)
        unfit(f"components cần result, và chỉ nhận: {named}.", f"components needs result, and takes: {named}.")
    return Group(given["Datastream"], tuple(components), tuple(rows))
