"""Propose a service, or take it back; a second person sends it back, or approves and so publishes it."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, conflict
from longbien.kernel.text import Text
from longbien.people.policy import can, check
from longbien.procedures.actions.authoring.drafting import held, must_be
from longbien.procedures.actions.publish_version import publish, refuse_untouched
from longbien.procedures.events import DraftApproved, DraftProposed, DraftReturned, DraftTakenBack
from longbien.procedures.models import ServiceDraft
from longbien.procedures.queries.authoring.drafts import authors, digest_of, reviewed, texts_of
from longbien.procedures.rules.authoring.review import Review
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

Status = ServiceDraft.Status


@act
def propose(*, draft_id: UUID, seen: int, by: Actor, at: datetime) -> None:
    """Ask a second person to publish revision `seen`. Refusal (422) with the faults while it is not in
    order, or still says what the starter says."""
    draft = held(draft_id, by=by, action="propose")
    must_be(draft, Status.WRITING)
    _must_be_latest(draft, seen)
    texts = texts_of(draft)
    found = reviewed(texts, draft.code)
    _must_be_in_order(found)
    if found.bundle is not None:
        refuse_untouched(found.bundle)
    _move(draft, Status.PROPOSED, at=at)
    emit(DraftProposed(draft.code, draft.seq, digest_of(texts)), subject=draft.subject, by=by, at=at)


@act
def send_back(*, draft_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Give a proposal back to its authors with the reason."""
    draft = held(draft_id, by=by, action="return")
    must_be(draft, Status.PROPOSED)
    reason = reason.strip()
    if not 3 <= len(reason) <= 2000:
        what = Text.of(vi="Hãy nêu lý do (3 đến 2000 ký tự).", en="Give the reason (3 to 2000 characters).")
        raise Refusal("reason-missing", what, faults=(Fault("reason", what),))
    _move(draft, Status.WRITING, at=at, returned=reason)
    emit(DraftReturned(draft.code, draft.seq, reason), subject=draft.subject, by=by, at=at)


@act
def take_back(*, draft_id: UUID, by: Actor, at: datetime) -> None:
    """Go on writing what was proposed, while nobody has decided. Refusal (403) for whoever wrote none of it."""
    draft = held(draft_id, by=by, action="propose")
    must_be(draft, Status.PROPOSED)
    if by.id not in authors(draft):
        what = Text.of(vi="Chỉ người đã soạn mới rút lại được.", en="Only someone who wrote on it can take it back.")
        raise Refusal("not-its-author", what, status=403)
    _move(draft, Status.WRITING, at=at)
    emit(DraftTakenBack(draft.code, draft.seq), subject=draft.subject, by=by, at=at)


@act
def approve(*, draft_id: UUID, seen: int, by: Actor, at: datetime) -> UUID:
    """Publish exactly what was proposed; the answer is the id of the version.

    Refusal (403) for whoever saved any revision of it: publication takes two. (409) when it was published, sent back or
    revised since `seen`; (422) when it is no longer in order, such as a hub role that was taken away meanwhile.
    """
    draft = held(draft_id, by=by, action="view")
    if not can(by, "approve", draft) and by.id in authors(draft):
        raise Refusal(
            "own-work",
            Text.of(
                vi="Bạn đã soạn thủ tục này nên không duyệt được: công bố cần hai người.",
                en="You wrote on this service and can't approve it: publication takes two persons.",
            ),
            status=403,
        )
    check(by, "approve", draft)
    must_be(draft, Status.PROPOSED)
    _must_be_latest(draft, seen)
    texts = texts_of(draft)
    found = reviewed(texts, draft.code)
    _must_be_in_order(found)
    if found.bundle is None:
        raise conflict("nothing-there", Text.of(vi="Không có gì để công bố.", en="There is nothing to publish."))
    version_id = publish(found.bundle, by=by, at=at)
    _move(draft, Status.PUBLISHED, at=at, version_id=version_id)
    event = DraftApproved(draft.code, draft.seq, digest_of(texts), version_id)
    emit(event, subject=draft.subject, by=by, at=at)
    return version_id


def _must_be_latest(draft: ServiceDraft, seen: int) -> None:
    if seen != draft.seq:
        raise conflict(
            "revised-meanwhile",
            Text.of(
                vi=f"Đã có bản lưu {draft.seq}; hãy xem lại trước khi quyết định.",
                en=f"There is revision {draft.seq} now; look at it before deciding.",
            ),
        )


def _must_be_in_order(found: Review) -> None:
    if found.in_order:
        return
    faults = tuple(Fault(f"{one.file}:{one.line}", one.what) for one in (*found.faults, *found.notes))
    what = Text.of(vi="Hãy sửa các lỗi được nêu trước đã.", en="Mend the faults listed first.")
    raise Refusal("not-in-order", what, faults=faults)


def _move(
    draft: ServiceDraft, status: str, *, at: datetime, returned: str = "", version_id: UUID | None = None
) -> None:
    draft.status, draft.changed_at, draft.returned, draft.version_id = status, at, returned, version_id
    draft.save(update_fields=["status", "changed_at", "returned", "version"])
