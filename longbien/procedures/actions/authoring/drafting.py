"""Begin a service, save a revision of it, drop it."""

from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.conf import settings

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Refusal, conflict, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.procedures.events import DraftDropped, DraftRevised
from longbien.procedures.models import Revision, ServiceDraft
from longbien.procedures.queries.authoring.beginning import Said, bad, begun
from longbien.procedures.queries.authoring.drafts import digest_of, next_of
from longbien.procedures.queries.versions import source_in_force
from longbien.procedures.rules.authoring.texts import Texts, too_much
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

Status = ServiceDraft.Status


@act
def begin_new(
    *, name: str, by: Actor, at: datetime, parts: frozenset[str] = frozenset(), said: Said = MappingProxyType({})
) -> UUID:
    """Begin a new service from the starter, with `parts` and what it is called in own words; the answer is the id of
    the draft. Refusal when its name or a part won't do."""
    check(by, "begin", None, type="procedures.authoring")
    code = f"{settings.HUB.code}.{name}"
    texts = begun(name, parts, said)
    if source_in_force(code) is not None or ServiceDraft.objects.filter(code=code, status__in=OPEN).exists():
        raise bad("name", Text.of(vi=f"Đã có dịch vụ “{code}”.", en=f"There is a service “{code}” already."))
    return _begin(code, texts, by=by, at=at)


@act
def bring(*, code: str, texts: Texts, by: Actor, at: datetime) -> UUID:
    """Lay the files of a service beside those in writing, as the next revision of its draft, or of a new one; the
    answer is the id of the draft. Refusal (409) while a draft of it waits for its second person."""
    check(by, "begin", None, type="procedures.authoring")
    if faults := too_much(texts):
        raise Refusal("too-much", faults[0].what, faults=faults)
    found = ServiceDraft.objects.filter(code=code, status__in=OPEN).values_list("pk", flat=True).first()
    if found is None:
        return _begin(code, texts, by=by, at=at)
    draft = held(found, by=by, action="edit")
    must_be(draft, Status.WRITING)
    _save(draft, texts, by=by, at=at)
    return draft.pk


@act
def begin_next(*, code: str, by: Actor, at: datetime) -> UUID:
    """Begin the next version of a service in force; the answer is the id of the draft. Refusal (404) for none."""
    check(by, "begin", None, type="procedures.authoring")
    texts = next_of(code)
    if texts is None:
        raise not_found()
    return _begin(code, texts, by=by, at=at)


@act
def save_revision(*, draft_id: UUID, texts: Texts, seen: int, by: Actor, at: datetime) -> int:
    """Keep the texts, right or wrong, beside all earlier ones; the answer is the number of the revision.

    The same texts again change nothing. Refusal (409) when someone saved another revision since `seen`, or the draft is
    no longer in writing; (422) for what is larger than any service needs.
    """
    draft = held(draft_id, by=by, action="edit")
    must_be(draft, Status.WRITING)
    if seen != draft.seq:
        raise conflict(
            "revised-meanwhile",
            Text.of(
                vi=f"Đã có bản lưu {draft.seq} trong lúc bạn soạn. Bản của bạn chưa được lưu: hãy chép lại chỗ đã đổi.",
                en=f"Revision {draft.seq} was saved while you were writing. Yours was not saved: copy your changes.",
            ),
        )
    if faults := too_much(texts):
        raise Refusal("too-much", faults[0].what, faults=faults)
    return _save(draft, texts, by=by, at=at)


@act
def drop(*, draft_id: UUID, by: Actor, at: datetime) -> None:
    """Give a draft up; what was saved stays in the record's keeping."""
    draft = held(draft_id, by=by, action="edit")
    must_be(draft, Status.WRITING)
    draft.status, draft.changed_at = Status.DROPPED, at
    draft.save(update_fields=["status", "changed_at"])
    emit(DraftDropped(draft.code), subject=draft.subject, by=by, at=at)


OPEN = (Status.WRITING, Status.PROPOSED)


def held(draft_id: UUID, *, by: Actor, action: str) -> ServiceDraft:
    """The draft, held until the end of the transaction, when `by` may do `action` to it."""
    draft = ServiceDraft.objects.select_for_update(of=("self",)).filter(pk=draft_id).first()
    if draft is None:
        raise not_found()
    check(by, action, draft)
    return draft


def must_be(draft: ServiceDraft, status: str) -> None:
    if draft.status != status:
        raise conflict(
            "draft-moved-on",
            Text.of(
                vi="Bản soạn này không còn ở bước đó: nó đã được trình, công bố hoặc bỏ.",
                en="This draft is no longer at that step: it was proposed, published or dropped.",
            ),
        )


def _begin(code: str, texts: Texts, *, by: Actor, at: datetime) -> UUID:
    draft = ServiceDraft.objects.create(code=code, begun_by_id=by.person_id, begun_at=at, changed_at=at)
    _save(draft, texts, by=by, at=at)
    return draft.pk


def _save(draft: ServiceDraft, texts: Texts, *, by: Actor, at: datetime) -> int:
    digest = digest_of(texts)
    last = draft.revisions.filter(seq=draft.seq).values_list("sha256", flat=True).first()
    if last == digest:
        return draft.seq
    draft.seq, draft.changed_at = draft.seq + 1, at
    draft.save(update_fields=["seq", "changed_at"])
    Revision.objects.create(
        draft=draft, seq=draft.seq, procedure=texts.procedure, forms=dict(texts.forms), samples=texts.samples,
        sha256=digest, by_id=by.person_id, at=at,
    )  # fmt: skip
    emit(DraftRevised(draft.code, draft.seq, digest), subject=draft.subject, by=by, at=at)
    return draft.seq
