"""The stages of a hub, in order, and the way through them."""

from collections.abc import Sequence

from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text

# The steps of a hub's journey that a venture may begin, by their names in hub.yaml.
STEPS = ("gate", "licence")


def following(stages: Sequence[str], current: str) -> str | None:
    """The stage after `current`; None after the last. ValueError for a stage the hub does not have."""
    place = stages.index(current) + 1
    return stages[place] if place < len(stages) else None


def is_time_for(step: str, stages: Sequence[str], current: str, starts: str) -> bool:
    """Whether a venture in stage `current` may begin a step whose procedure starts in stage `starts`.

    A gate leads out of its own stage; anything else may begin from its stage on. A procedure that names none may begin
    at any time, a gate only while there is a stage left.
    """
    if step == "gate" and following(stages, current) is None:
        return False
    if starts not in stages:
        return True
    return starts == current if step == "gate" else stages.index(starts) <= stages.index(current)


def stage_to_enter(stages: Sequence[str], current: str, words: Sequence[str]) -> str:
    """The stage that an effect leads to: the one it names, else the next.

    Refusal 409 when it is not one of the hub's, not further than `current`, or when there is none left.
    """
    target = words[0] if words else following(stages, current)
    if target is None:
        what = Text.of(vi="Dự án đã ở giai đoạn cuối.", en="The venture is in the last stage.")
        raise Refusal("last-stage", what, status=409)
    if target not in stages:
        what = Text.of(vi=f"Trung tâm không có giai đoạn “{target}”.", en=f"The hub has no stage “{target}”.")
        raise Refusal("no-such-stage", what, status=409)
    if stages.index(target) <= stages.index(current):
        what = Text.of(vi="Dự án đã qua giai đoạn này.", en="The venture has passed this stage already.")
        raise Refusal("stage-passed", what, status=409)
    return target
