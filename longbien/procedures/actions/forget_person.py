"""What this room forgets when a person is erased."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.text import Text
from longbien.people.registry import Receipt
from longbien.procedures.actions.absences.hand_over import ask_others
from longbien.procedures.models import AwayPlan, Draft, FeedKey, Notice, Wish
from longbien.record.actions.act import act

DRAFTS = Text.of(vi="Bản nháp, thông báo và địa chỉ theo dõi riêng", en="Drafts, notices and private feed addresses")
FILES = Text.of(vi="Hồ sơ, bước xử lý và phiếu đã nộp", en="Cases, steps and forms that were handed in")
DUTY = Text.of(
    vi="Thuộc hồ sơ của tổ chức và của cơ quan, giữ để quyết định còn kiểm tra được. Tên tài khoản của bạn không còn "
    "hiện bên cạnh, nhưng những gì viết trong biểu mẫu và tệp (như tên chuyên gia, lý lịch) vẫn nguyên như đã nộp; tệp "
    "được xoá khi hết thời hạn lưu giữ của trung tâm.",
    en="They belong to the organisation's case and the office's file, kept so that a decision can be checked. Your "
    "account's name no longer stands beside them, but what was written in forms and files, such as an expert's name or "
    "a CV, stays as it was sent; files are deleted when the hub's period of keeping them is over.",
)
ERASES, KEEPS = (DRAFTS,), ((FILES, DUTY),)


@act
def forget_person(person_id: UUID, at: datetime) -> Receipt:
    """Drafts, notices and private addresses go; what was handed in or decided belongs to the case and stays. What was
    asked of the person is asked of somebody else: a case that waits for them would wait for ever."""
    ask_others(person_id=person_id, at=at)
    drafts, _ = Draft.objects.filter(person_id=person_id).delete()
    notices, _ = Notice.objects.filter(person_id=person_id).delete()
    wishes, _ = Wish.objects.filter(pk=person_id).delete()
    feeds, _ = FeedKey.objects.filter(pk=person_id).delete()
    AwayPlan.objects.filter(person_id=person_id).delete()
    return Receipt("procedures", erased=((DRAFTS, drafts + notices + wishes + feeds),), kept=KEEPS)
