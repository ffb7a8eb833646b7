"""What this room forgets when a person is erased."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.text import Text
from longbien.people.registry import Receipt
from longbien.procedures.models import Draft, Notice
from longbien.record.actions.act import act

DRAFTS = Text.of(vi="Bản nháp và thông báo", en="Drafts and notices")
FILES = Text.of(vi="Hồ sơ, bước xử lý và phiếu đã nộp", en="Cases, steps and forms that were handed in")
DUTY = Text.of(
    vi="Thuộc hồ sơ của tổ chức và của cơ quan, giữ để quyết định còn kiểm tra được; tên bạn không còn ở đó.",
    en="They belong to the organisation's case and the office's file, kept so that a decision can be checked; your name"
    " no longer stands there.",
)


@act
def forget_person(person_id: UUID, at: datetime) -> Receipt:
    """Drafts and notices go; what was handed in belongs to the case and stays."""
    drafts, _ = Draft.objects.filter(person_id=person_id).delete()
    notices, _ = Notice.objects.filter(person_id=person_id).delete()
    return Receipt("procedures", erased=((DRAFTS, drafts + notices),), kept=((FILES, DUTY),))
