"""The life of a trial as a table: in which state which verb leads where. Nothing else moves a trial."""

from longbien.kernel.refusal import conflict
from longbien.kernel.text import Text

GRANTED, RUNNING, SUSPENDED, REVOKED = "granted", "running", "suspended", "revoked"
CLOSING, EXPIRED, EXITED = "closing", "expired", "exited"
STATES = (GRANTED, RUNNING, SUSPENDED, CLOSING, EXPIRED, EXITED, REVOKED)
FINAL = frozenset({REVOKED, EXITED})
# Nothing may operate any more: what does is stored, and judged as operation after the end.
OVER = FINAL | {CLOSING, EXPIRED}
# The holder still owes the exit report. It is filed, not approved: no law at hand lets an office leave it undecided.
OWING = frozenset({CLOSING, EXPIRED})

TRANSITIONS: dict[tuple[str, str], str] = {
    (GRANTED, "announce"): GRANTED,
    (GRANTED, "start"): RUNNING,
    (RUNNING, "suspend"): SUSPENDED,
    (SUSPENDED, "resume"): RUNNING,
    (GRANTED, "revoke"): REVOKED,
    (RUNNING, "revoke"): REVOKED,
    (SUSPENDED, "revoke"): REVOKED,
    (RUNNING, "close"): CLOSING,
    (SUSPENDED, "close"): CLOSING,
    (GRANTED, "expire"): EXPIRED,
    (RUNNING, "expire"): EXPIRED,
    (SUSPENDED, "expire"): EXPIRED,
    (CLOSING, "exit"): EXITED,
    (EXPIRED, "exit"): EXITED,
}

# What only a person may do, by name and with a reason. Suspension alone may also happen by itself.
BY_NAME = frozenset({"resume", "revoke"})
# What only the clock does.
BY_ITSELF = frozenset({"expire"})

NAMES = {
    GRANTED: Text.of(vi="Đã cấp phép, chưa bắt đầu", en="Licensed, not started"),
    RUNNING: Text.of(vi="Đang thử nghiệm", en="Running"),
    SUSPENDED: Text.of(vi="Tạm dừng", en="Suspended"),
    CLOSING: Text.of(vi="Đã ngừng, còn nợ báo cáo", en="Stopped for good, report owed"),
    EXPIRED: Text.of(vi="Hết thời hạn", en="Term ran out"),
    EXITED: Text.of(vi="Đã kết thúc", en="Ended"),
    REVOKED: Text.of(vi="Đã thu hồi", en="Revoked"),
}


def next_state(state: str, verb: str) -> str:
    """Where `verb` leads from `state`. Refusal (409) when the table has no such move."""
    if (state, verb) not in TRANSITIONS:
        name = NAMES[state]
        raise conflict(
            "not-now",
            Text.of(
                vi=f"Không làm được việc này khi thử nghiệm ở trạng thái “{name.in_language('vi')}”.",
                en=f"This can't be done while the trial is “{name.in_language('en')}”.",
            ),
        )
    return TRANSITIONS[state, verb]


def can_move(state: str, verb: str) -> bool:
    return (state, verb) in TRANSITIONS


def diagram() -> str:
    """The table as a Mermaid state diagram, for the docs."""
    moves = (f"    {start} --> {end}: {verb}" for (start, verb), end in TRANSITIONS.items())
    finals = (f"    {state} --> [*]" for state in STATES if state in FINAL)
    return "\n".join(["stateDiagram-v2", f"    [*] --> {GRANTED}: licence issued", *moves, *finals]) + "\n"
