"""Take a file into the record."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.record import models, vault
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit
from longbien.record.events import DocumentStored
from longbien.record.rules.media import TYPES, Limits, clean_name, media_type

ANYTHING = Limits()


def store_document(
    chunks: Iterable[bytes], *, name: str, subject: Subject, by: Actor, at: datetime, limits: Limits = ANYTHING
) -> UUID:
    """Store a file that came in `chunks` (a Django upload's `.chunks()`) about a subject; the answer is its id.

    The bytes are on disk before the row that names them is written. Refusal (413, 422) when it is empty, too large, or
    not of an accepted kind: the ending of `name` and the content must agree. The caller has asked the policy.
    """
    shown = clean_name(name)
    try:
        with vault.receive(chunks, limits.max_bytes) as received:
            kind = media_type(shown, is_text=received.is_text, recognised=received.recognised)
            if not received.size:
                raise _refused(shown, Text.of(vi="Tệp rỗng.", en="The file is empty."))
            if kind is None or not limits.allows(kind):
                raise _refused(shown, _unfit(shown, limits))
            vault.store().put(received)
            return _enter(received, shown, kind, subject=subject, by=by, at=at)
    except vault.TooLarge as error:
        raise _refused(shown, _too_large(limits), status=413) from error


@act
def _enter(received: vault.Received, name: str, kind: str, *, subject: Subject, by: Actor, at: datetime) -> UUID:
    hold(received.sha256)
    if not vault.store().has(received.sha256):  # erased since, as nobody else had the same file
        vault.store().put(received)
    document_id = new_id()
    event = DocumentStored(document_id, kind, received.size, sha256=received.sha256, name=name)
    entry_id = emit(event, subject=subject, by=by, at=at)
    models.Document.objects.create(
        id=document_id,
        entry_id=entry_id,
        sha256=received.sha256,
        size=received.size,
        media_type=kind,
        name=name,
        subject=str(subject),
        at=at,
    )
    return document_id


def _refused(name: str, what: Text, *, status: int = 422) -> Refusal:
    return Refusal("document-refused", what, status=status, faults=(Fault(name, what),))


def _unfit(name: str, limits: Limits) -> Text:
    kinds = limits.endings
    if limits.allows(TYPES.get(name.rpartition(".")[2].lower(), "")):
        return Text.of(
            vi=f"Nội dung tệp không khớp với đuôi tên tệp. Các loại được nhận: {kinds}.",
            en=f"The content of the file doesn't fit its ending. Accepted: {kinds}.",
        )
    return Text.of(
        vi=f"Không nhận loại tệp này. Các loại được nhận: {kinds}.",
        en=f"This kind of file isn't accepted. Accepted: {kinds}.",
    )


def _too_large(limits: Limits) -> Text:
    megabytes = limits.max_bytes / 1_000_000
    return Text.of(vi=f"Tệp lớn hơn {megabytes:g} MB.", en=f"The file is larger than {megabytes:g} MB.")
