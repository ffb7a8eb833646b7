"""What this room forgets when a person is erased."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import SYSTEM
from longbien.kernel.text import Text
from longbien.people.registry import Receipt
from longbien.procedures.actions.absences.hand_over import ask_others
from longbien.procedures.events import AttendanceNoted
from longbien.procedures.models import Attendance, AwayPlan, Draft, FeedKey, Meeting, Notice, Wish
from longbien.record.actions.act import act
from longbien.record.actions.erase import erase_openings
from longbien.record.queries import entries

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
APOLOGIES = Text.of(vi="Lý do bạn không dự được cuộc họp", en="Why you could not come to meetings")
PAPERS = Text.of(vi="Biên bản họp và văn bản đã ban hành", en="Minutes of meetings, and letters that were issued")
PAPERS_DUTY = Text.of(
    vi="Ghi ai đã dự, biểu quyết hoặc quyết định, với tên của bạn lúc đó. Đã niêm phong nên không sửa được nữa.",
    en="They say who was there, voted or decided, by the name you had then. They are sealed and can't be changed.",
)
ERASES, KEEPS = (DRAFTS, APOLOGIES), ((FILES, DUTY), (PAPERS, PAPERS_DUTY))


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
    gone = ((DRAFTS, drafts + notices + wishes + feeds), (APOLOGIES, _forget_apologies(person_id, at)))
    return Receipt("procedures", erased=gone, kept=KEEPS)


def _forget_apologies(person_id: UUID, at: datetime) -> int:
    """How many were written; the log forgets what it hides of them too."""
    noted = Attendance.objects.filter(person_id=person_id)
    for meeting in Meeting.objects.filter(pk__in=noted.values("meeting_id")):
        about = [one for one in entries(meeting.subject) if one.type == AttendanceNoted.key()]
        theirs = [one.id for one in about if one.open["person"] == str(person_id)]
        erase_openings(theirs, subject=meeting.subject, by=SYSTEM, at=at)
    return noted.exclude(apology="").update(apology="")
