"""The life of a lesson for law as a table: from an exit, in public, to a changed rule or to its refusal."""

from dataclasses import dataclass
from datetime import date

from longbien.kernel.refusal import Fault, Refusal, conflict
from longbien.kernel.text import Text

DRAWN, PROPOSED, CHANGED, REFUSED = "drawn", "proposed", "changed", "refused"
STATES = (DRAWN, PROPOSED, CHANGED, REFUSED)
FINAL = frozenset({CHANGED, REFUSED})
TRANSITIONS: dict[tuple[str, str], str] = {
    (DRAWN, "propose"): PROPOSED,
    (DRAWN, "refuse"): REFUSED,
    (PROPOSED, "change"): CHANGED,
    (PROPOSED, "refuse"): REFUSED,
    (DRAWN, "note"): DRAWN,
    (PROPOSED, "note"): PROPOSED,
}
NAMES = {
    DRAWN: Text.of(vi="Đã rút ra", en="Drawn"),
    PROPOSED: Text.of(vi="Đã kiến nghị", en="Proposed"),
    CHANGED: Text.of(vi="Quy định đã đổi", en="The rule was changed"),
    REFUSED: Text.of(vi="Không được chấp nhận", en="Refused"),
}
TONES = {DRAWN: "info", PROPOSED: "warn", CHANGED: "ok", REFUSED: "off"}
STEPS = {
    "propose": Text.of(vi="Kiến nghị lên cơ quan có thẩm quyền", en="It was proposed to whoever makes the rule"),
    "change": Text.of(vi="Quy định đã được sửa đổi", en="The rule was changed"),
    "refuse": Text.of(vi="Kiến nghị không được chấp nhận", en="The proposal was refused"),
    "note": Text.of(vi="Diễn biến khác", en="Something else happened"),
}
SHORTEST, LONGEST, LONGEST_SOURCE, LONGEST_URL = 10, 4000, 300, 500


@dataclass(frozen=True)
class Step:
    """What became of a lesson: `kind` of STEPS, in words, by which source (and where it is published), on which day."""

    kind: str
    text: str
    source: str
    happened_on: date
    url: str = ""


def next_state(state: str, kind: str) -> str:
    """Where a step leads from a state. Refusal (409) when the table has no such step."""
    if (state, kind) not in TRANSITIONS:
        name = NAMES[state]
        what = Text.of(
            vi=f"Không ghi được bước này khi bài học ở trạng thái “{name['vi']}”.",
            en=f"This can't follow while the lesson is “{name['en']}”.",
        )
        raise conflict("not-now", what)
    return TRANSITIONS[state, kind]


def steps_from(state: str) -> tuple[str, ...]:
    """The kinds of steps that may follow, in the order of STEPS."""
    return tuple(kind for kind in STEPS if (state, kind) in TRANSITIONS)


def check_step(step: Step, *, today: date) -> None:
    """Refusal 422 with every fault: no step without words and a source."""
    faults = []
    if step.kind not in STEPS:
        faults.append(Fault("kind", Text.of(vi="Hãy chọn điều đã xảy ra.", en="Choose what happened.")))
    if not SHORTEST <= len(step.text) <= LONGEST or "\x00" in step.text:
        what = Text.of(vi=f"Hãy viết {SHORTEST} đến {LONGEST} ký tự.", en=f"Write {SHORTEST} to {LONGEST} characters.")
        faults.append(Fault("text", what))
    if not 3 <= len(step.source) <= LONGEST_SOURCE or "\x00" in step.source:
        what = Text.of(vi="Hãy nêu nguồn: số và tên văn bản.", en="Name the source: number and name of the document.")
        faults.append(Fault("source", what))
    if step.url and (not step.url.startswith(("https://", "http://")) or len(step.url) > LONGEST_URL):
        what = Text.of(vi="Địa chỉ bắt đầu bằng https://", en="An address begins with https://")
        faults.append(Fault("url", what))
    if step.happened_on > today:
        faults.append(Fault("happened_on", Text.of(vi="Ngày này chưa đến.", en="This day is still to come.")))
    if faults:
        what = Text.of(vi="Chưa ghi được bước này.", en="The step could not be recorded.")
        raise Refusal("step-incomplete", what, faults=tuple(faults))


def diagram() -> str:
    """The table as a Mermaid state diagram, for the docs."""
    moves = (f"    {start} --> {end}: {kind}" for (start, kind), end in TRANSITIONS.items())
    finals = (f"    {state} --> [*]" for state in STATES if state in FINAL)
    return "\n".join(["stateDiagram-v2", f"    [*] --> {DRAWN}: exit report filed", *moves, *finals]) + "\n"
