"""What happens in acceleration cohorts, and what others invest in companies afterwards."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from longbien.kernel.event import Event, sealed
from longbien.kernel.money import Money
from longbien.kernel.text import Text

HELD = Text.of(vi="Mở một khoá tăng tốc", en="A cohort was opened")
APPLIED = Text.of(vi="Doanh nghiệp xin vào khoá tăng tốc", en="A company applied to a cohort")
STEPPED = Text.of(vi="Quyết định về một chỗ trong khoá tăng tốc", en="It was decided on a place in a cohort")
ASKED = Text.of(vi="Mời chuyên gia hướng dẫn", en="An expert was asked to mentor")
ANSWERED = Text.of(vi="Chuyên gia trả lời lời mời hướng dẫn", en="An expert answered")
NOTED = Text.of(vi="Ghi một buổi gặp hoặc mốc của khoá tăng tốc", en="A meeting or a milestone was noted")
FOLLOWED = Text.of(vi="Ghi một vòng gọi vốn tiếp theo", en="A follow-on round was recorded")
CONFIRMED = Text.of(vi="Xác nhận hoặc bỏ một vòng gọi vốn tiếp theo", en="A follow-on round was confirmed or dropped")


@dataclass(frozen=True)
class CohortHeld(Event, type="capital.cohort-held", words=HELD):
    title: str
    apply_by: date
    begins_on: date
    ends_on: date


@dataclass(frozen=True)
class PlaceAsked(Event, type="capital.place-asked", words=APPLIED):
    place: UUID
    company: UUID | None = sealed()


@dataclass(frozen=True)
class PlaceDecided(Event, type="capital.place-decided", words=STEPPED):
    place: UUID
    step: str
    reason: str | None = sealed()


@dataclass(frozen=True)
class MentorAsked(Event, type="capital.mentor-asked", words=ASKED):
    place: UUID
    mentor: UUID


@dataclass(frozen=True)
class MentorAnswered(Event, type="capital.mentor-answered", words=ANSWERED):
    """`declared` is what the expert says of what ties them to the company, or that nothing does."""

    place: UUID
    mentor: UUID
    accepts: bool
    is_tied: bool
    declared: str | None = sealed()


@dataclass(frozen=True)
class CohortNoted(Event, type="capital.cohort-noted", words=NOTED):
    place: UUID
    kind: str
    day: date


@dataclass(frozen=True)
class FollowOnRecorded(Event, type="capital.follow-on", words=FOLLOWED):
    company: UUID
    source: str
    day: date
    evidence: UUID
    investor: str | None = sealed()
    amount: Money | None = sealed()


@dataclass(frozen=True)
class FollowOnDecided(Event, type="capital.follow-on-decided", words=CONFIRMED):
    step: str
    reason: str | None = sealed()
