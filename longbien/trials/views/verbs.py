"""What can be done to a trial by hand: each verb with its question, its words and its action."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.text import Text
from longbien.trials import queries
from longbien.trials.actions.leaving.close_trial import close_trial
from longbien.trials.actions.residents.announce_start import announce_start
from longbien.trials.actions.resume import resume
from longbien.trials.actions.revoke import revoke
from longbien.trials.actions.start_trial import start_trial
from longbien.trials.actions.suspend import suspend
from longbien.trials.queries import TrialCard
from longbien.trials.rules.lifecycle import FINAL, OWING, can_move
from longbien.ui.fields import Field

Do = Callable[..., object]


def _why(label: Text, hint: Text | None = None, name: str = "reason") -> tuple[Field, ...]:
    return (Field(name, "longtext", label, hint, required=True, minimum=10, maximum=4000),)


@dataclass(frozen=True)
class Verb:
    """One act: `action` in the policy, `move` in the lifecycle, what it is called, what it means, what it asks.

    `answers_stop`: it answers the suspension that the page showed, and no other.
    """

    slug: str
    move: str
    label: Text
    means: Text
    done: Text
    do: Do
    fields: tuple[Field, ...] = ()
    kind: str = ""
    answers_stop: bool = False


SEEN = "seen"
WHICH_DAY = (
    Field("starts_on", "date", Text.of(vi="Bắt đầu vào ngày nào?", en="On which day does it start?"), required=True),
)
VERBS = {
    verb.slug: verb
    for verb in (
        Verb(
            "announce",
            "announce",
            Text.of(vi="Báo trước ngày bắt đầu", en="Announce the start"),
            Text.of(
                vi="Người dân quanh khu vực được báo từ lúc này: trên trang “Quanh tôi”, trong bản tin của phường và "
                "qua e-mail nếu họ đăng ký. Chưa đến ngày này thì chưa được bắt đầu; có thể báo lại một ngày khác.",
                en="Residents around it are told from now on: on the page “Near me”, in the feed of their ward, and by "
                "e-mail where they asked for it. It may not start before that day; another day can be announced later.",
            ),
            Text.of(vi="Đã báo trước cho người dân.", en="Residents are told."),
            announce_start,
            (
                Field(
                    "starts_on",
                    "date",
                    Text.of(vi="Bắt đầu vào ngày nào?", en="On which day does it start?"),
                    required=True,
                ),
            ),
            "quiet",
        ),
        Verb(
            "start",
            "start",
            Text.of(vi="Bắt đầu thử nghiệm", en="Start the trial"),
            Text.of(
                vi="Từ lúc này, dữ liệu của thiết bị được nhận và đối chiếu với giấy phép ngay lập tức.",
                en="From now on, what the devices report is taken in and checked against the licence at once.",
            ),
            Text.of(vi="Thử nghiệm đã bắt đầu.", en="The trial has started."),
            start_trial,
        ),
        Verb(
            "resume",
            "resume",
            Text.of(vi="Cho phép tiếp tục", en="Let it go on"),
            Text.of(
                vi="Tên và lý do của bạn được ghi vào sổ. Mọi hoạt động trước lúc này vẫn là vi phạm; "
                "các ngưỡng an toàn được theo dõi lại từ đầu.",
                en="Your name and reason go into the record. Whatever operated until now stays a violation; "
                "the safety limits are watched anew.",
            ),
            Text.of(vi="Thử nghiệm được tiếp tục.", en="The trial goes on."),
            resume,
            _why(Text.of(vi="Vì sao an toàn để tiếp tục?", en="Why is it safe to go on?")),
            answers_stop=True,
        ),
        Verb(
            "suspend",
            "suspend",
            Text.of(vi="Tạm dừng ngay", en="Suspend now"),
            Text.of(
                vi="Thử nghiệm dừng ngay. Chỉ cán bộ cấp phép mới có thể cho tiếp tục.",
                en="The trial stops at once. Only a licensing officer can let it go on.",
            ),
            Text.of(vi="Thử nghiệm đã tạm dừng.", en="The trial is suspended."),
            suspend,
            _why(Text.of(vi="Vì sao tạm dừng?", en="Why is it suspended?")),
            "stop",
        ),
        Verb(
            "close",
            "close",
            Text.of(vi="Ngừng thử nghiệm hẳn", en="Stop for good"),
            Text.of(
                vi="Không thiết bị nào được hoạt động nữa, và không mở lại được. Bạn còn nợ báo cáo kết thúc. "
                "Dữ liệu đến muộn của thời gian thử nghiệm vẫn được nhận.",
                en="No device may operate any more, and it can't be reopened. You then owe the exit report. "
                "Late data from the time of the trial are still taken.",
            ),
            Text.of(
                vi="Thử nghiệm đã ngừng. Hãy nộp báo cáo kết thúc.", en="The trial has stopped. File the exit report."
            ),
            close_trial,
            kind="quiet",
        ),
        Verb(
            "revoke",
            "revoke",
            Text.of(vi="Thu hồi giấy phép", en="Revoke the licence"),
            Text.of(
                vi="Giấy phép hết hiệu lực ngay và không khôi phục được.",
                en="The licence ends at once and can't be restored.",
            ),
            Text.of(vi="Giấy phép đã bị thu hồi.", en="The licence is revoked."),
            revoke,
            _why(Text.of(vi="Vì sao thu hồi?", en="Why is it revoked?")),
            "stop",
        ),
    )
}


WATCH = Text.of(
    vi="Dữ liệu của thiết bị được đối chiếu với giấy phép ngay khi đến.",
    en="What the devices report is checked against the licence as it arrives.",
)
OWED = Text.of(vi="Hãy nộp báo cáo kết thúc.", en="File the exit report.")
AWAITED = Text.of(vi="Đang chờ báo cáo kết thúc của đơn vị thử nghiệm.", en="The holder's exit report is awaited.")
NEXT = {
    ("granted", True): Text.of(
        vi="Báo trước ngày bắt đầu cho người dân, cấp khoá cho đội thiết bị, rồi bắt đầu thử nghiệm.",
        en="Announce the start to residents, issue a key for your fleet, then start the trial.",
    ),
    ("granted", False): Text.of(vi="Đang chờ đơn vị thử nghiệm bắt đầu.", en="The holder has still to start."),
    ("running", True): WATCH,
    ("running", False): WATCH,
    ("closing", True): OWED,
    ("expired", True): OWED,
    ("closing", False): AWAITED,
    ("expired", False): AWAITED,
    ("suspended", True): Text.of(
        vi="Dừng mọi thiết bị. Tìm nguyên nhân và báo cho cơ quan cấp phép; chỉ cán bộ cấp phép cho tiếp tục.",
        en="Stop every device. Find the cause and tell the authority; only a licensing officer lets it go on.",
    ),
    ("suspended", False): Text.of(
        vi="Xem các vi phạm và nguyên nhân, rồi cho tiếp tục hoặc thu hồi.",
        en="Look at the breaches and their cause, then let it go on or revoke it.",
    ),
}
OVER = Text.of(vi="Thử nghiệm đã khép lại; hồ sơ bằng chứng còn mãi.", en="The trial is over; its evidence stays.")


def next_step(state: str, *, is_holder: bool) -> Text:
    """What is to be done now, in one sentence."""
    return NEXT.get((state, is_holder), OVER)


@dataclass(frozen=True)
class Offered:
    """What the reader may do now: verbs of the lifecycle, and what else of the trial is theirs to see to."""

    verbs: tuple[Verb, ...]
    keys: bool
    incidents: bool
    dossier: bool
    concerns: bool
    exit: bool

    def __bool__(self) -> bool:
        return any((self.verbs, self.keys, self.incidents, self.dossier, self.concerns, self.exit))


def offered(actor: Actor, card: TrialCard) -> Offered:
    """What policy and lifecycle both allow."""
    return Offered(
        tuple(
            verb
            for verb in VERBS.values()
            if can_move(card.state, verb.move) and queries.may(actor, verb.slug, card.id)
        ),
        keys=card.state not in FINAL and queries.may(actor, "issue-key", card.id),
        incidents=queries.may(actor, "report-incident", card.id),
        dossier=queries.may(actor, "build-dossier", card.id),
        concerns=queries.may(actor, "read-concerns", card.id),
        exit=card.state in OWING and queries.may(actor, "exit", card.id),
    )


def carry_out(verb: Verb, trial_id: UUID, data: dict[str, Any], *, by: Actor, at: datetime) -> None:
    """Do it with the answers given; the action's Refusal says what is wrong."""
    answers: dict[str, Any] = {field.name: str(data.get(field.name, "")) for field in verb.fields}
    if verb.answers_stop:
        answers["seen"] = data.get(SEEN)
    verb.do(trial_id, **answers, by=by, at=at)
