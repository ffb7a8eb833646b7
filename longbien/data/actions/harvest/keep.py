"""Write down what a source lists now: what is new, told otherwise, back or gone. The same again changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from longbien.data.events.harvest import CatalogueHarvested
from longbien.data.models import External, Harvest, Source
from longbien.data.rules.harvest.told import External as Told
from longbien.data.rules.harvest.told import to_data
from longbien.kernel.actor import Actor
from longbien.kernel.folding import fold
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import not_found
from longbien.kernel.subject import Subject
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit
from longbien.record.rules.leaf import canonical


@dataclass(frozen=True)
class Kept:
    """How many sets were seen, and of them new, told otherwise; how many are gone, how many couldn't be read."""

    seen: int
    fresh: int
    changed: int
    gone: int
    unreadable: int


@act
def keep(code: str, sets: Sequence[Told], faults: Sequence[str], *, by: Actor, at: datetime) -> Kept:
    """A run over the whole of a source; it is on the record when it changed anything."""
    hold(f"data.source {code}")
    source = Source.objects.filter(code=code).first()
    if source is None:
        raise not_found()
    known = {row.key: row for row in External.objects.filter(source=source)}
    told = {one.key: to_data(one) for one in sets}
    digests = {key: sha256(canonical(data)).hexdigest() for key, data in told.items()}
    fresh = [key for key in told if key not in known]
    changed = [key for key in told if key in known and (known[key].sha256 != digests[key] or known[key].gone_at)]
    gone = [row.key for row in known.values() if row.key not in told and row.gone_at is None]
    External.objects.bulk_create(
        (
            External(
                source=source, key=key, told=told[key], sha256=digests[key], found=_found(told[key]), first_seen=at,
                last_seen=at,
            )
            for key in fresh
        ),
        batch_size=500,
    )  # fmt: skip
    for key in changed:
        values = {"told": told[key], "sha256": digests[key], "found": _found(told[key]), "gone_at": None}
        External.objects.filter(pk=known[key].pk).update(**values)
    External.objects.filter(source=source, key__in=gone).update(gone_at=at)
    External.objects.filter(source=source, gone_at=None).update(last_seen=at)
    kept = Kept(len(told), len(fresh), len(changed), len(gone), len(faults))
    if fresh or changed or gone:
        _note(source, kept, faults, by=by, at=at)
    return kept


def _note(source: Source, kept: Kept, faults: Sequence[str], *, by: Actor, at: datetime) -> None:
    subject = Subject("data.source", source.pk)
    event = CatalogueHarvested(source.code, kept.seen, kept.fresh, kept.changed, kept.gone, kept.unreadable)
    entry_id = emit(event, subject=subject, by=by, at=at, chain=subject)
    Harvest.objects.create(
        id=new_id(), source=source, seen=kept.seen, fresh=kept.fresh, changed=kept.changed, gone=kept.gone,
        faults=list(faults), at=at, entry_id=entry_id,
    )  # fmt: skip


def _found(data: dict[str, object]) -> str:
    """What the search looks through: every text, folded."""
    words = [data["publisher"], data["key"]]
    for name in ("title", "about"):
        said = data[name]
        words += said.values() if isinstance(said, dict) else []
    return fold(" ".join(map(str, words)))
