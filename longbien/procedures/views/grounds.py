"""How an action asks for its reason: wording that stands ready to be ticked, and words of one's own."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from longbien.kernel.text import Text
from longbien.procedures.rules.definition import Action, Definition
from longbien.ui.fields import Choice, Field

REASON, WORDING = "reason", "wording"
LONGEST = 5000
CALLED = Text.of(vi="Lý do", en="Reason")
WANTING = Text.of(vi="Nội dung cần bổ sung và lý do", en="What is to be added, and why")
READY = Text.of(vi="Câu chữ có sẵn", en="Ready wording")
AS_IT_STANDS = Text.of(
    vi="Đánh dấu ít nhất một câu hoặc viết lý do bên dưới; câu được ghi đúng như ở đây, trước lời của bạn.",
    en="Tick at least one, or write the reason below; wording is kept as it stands here, before your own words.",
)


def grounds_fields(definition: Definition, action: Action) -> tuple[Field, ...]:
    """The questions; none where no reason is asked. With ready wording, either of the two is enough.

    What sends a form back to its writer asks what they are to do.
    """
    if not action.needs_reason:
        return ()
    asked, official = action.grounds, settings.HUB.languages[0]
    called = asked.title or (WANTING if definition.states[action.target].edit else CALLED)
    own = Field(
        REASON, "longtext", called, hint=asked.hint, required=True, maximum=LONGEST
    )  # fmt: skip
    if not asked.wording:
        return (own,)
    # A decision is worded in the hub's first language, whatever language its author reads.
    ready = tuple(
        Choice(str(n), Text(((official, words.in_language(official)),))) for n, words in enumerate(asked.wording)
    )
    return (Field(WORDING, "choices", READY, hint=AS_IT_STANDS, required=True, choices=ready, language=official), own)


def grounds_given(action: Action, data: Mapping[str, Any]) -> str:
    """The reason in full: each wording ticked on a line of its own, then own words."""
    official = settings.HUB.languages[0]
    ticked = frozenset(data.get(WORDING) or ())
    ready = [words.in_language(official) for n, words in enumerate(action.grounds.wording) if str(n) in ticked]
    return "\n".join([*ready, data.get(REASON) or ""]).strip()
