"""Write a version of the investment memo, with what is attached to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

import rfc8785

from longbien.capital.actions.deals.locked import locked_deal, must_fit, note, subject_of
from longbien.capital.events.deals import MemoWritten
from longbien.capital.models import Memo, MemoFile
from longbien.capital.rules.deals.stages import CLOSED, COMMITTEE, DECLINED
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import conflict
from longbien.kernel.text import Text
from longbien.record.actions.act import act
from longbien.record.actions.store_document import store_document
from longbien.record.queries import document
from longbien.record.rules.media import Limits

LONGEST, MOST_FILES = 50_000, 10
LIMITS = Limits(max_bytes=20_000_000)
FIXED = (COMMITTEE, CLOSED, DECLINED)


@dataclass(frozen=True)
class Attached:
    """A file as it came."""

    name: str
    chunks: Iterable[bytes]


@act
def write_memo(
    deal_id: UUID, text: str, *, files: Sequence[Attached] = (), by: Actor, at: datetime
) -> int:  # fmt: skip
    """The number of the version. What was attached before is not taken over: attach it again where it still counts.
    Refusal (409) while the committee has the deal, and once it is over: what was decided on stays as it was."""
    deal = locked_deal(deal_id, by=by, action="work")
    if deal.stage in FIXED:
        raise conflict("memo-fixed", LOCKED)
    said = must_fit(text, "text", LONGEST, 20)
    if len(files) > MOST_FILES:
        raise conflict("too-many-files", Text.of(vi="Nhiều nhất 10 tệp.", en="At most 10 files."))
    kept = [
        store_document(one.chunks, name=one.name, subject=subject_of(deal), by=by, at=at, limits=LIMITS)
        for one in files
    ]  # fmt: skip
    found = [card for card in map(document, kept) if card]
    number = deal.memos.count() + 1
    digest = sha256(rfc8785.dumps({"text": said, "files": [card.sha256 for card in found]})).hexdigest()
    entry_id = note(deal, MemoWritten(number, digest, tuple(kept)), by=by, at=at)
    memo = Memo.objects.create(
        deal=deal, number=number, text=said, sha256=digest, person_id=by.person_id, at=at, entry_id=entry_id
    )
    MemoFile.objects.bulk_create(
        MemoFile(memo=memo, document_id=card.id, name=card.name, sha256=card.sha256) for card in found
    )
    return number


LOCKED = Text.of(
    vi="Bản ghi nhớ đang ở hội đồng hoặc thương vụ đã xong: không viết bản mới.",
    en="The committee has the memo, or the deal is over: no new version is written.",
)
