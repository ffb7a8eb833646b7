"""A reason given by a named person: nobody resumes or revokes without both."""

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, not_allowed
from longbien.kernel.text import Text

SHORTEST, LONGEST = 10, 4000


def reason_given(words: str, *, where: str = "reason") -> str:
    """The reason without its blank edges. Refusal 422 when it is too short to be one, or too long."""
    reason = words.strip()
    if not SHORTEST <= len(reason) <= LONGEST or "\x00" in reason:
        what = Text.of(
            vi=f"Cần nêu lý do, từ {SHORTEST} đến {LONGEST} ký tự.",
            en=f"A reason is needed, of {SHORTEST} to {LONGEST} characters.",
        )
        raise Refusal("reason-needed", what, faults=(Fault(where, what),))
    return reason


def name_of(by: Actor) -> str:
    """The officer's name. Refusal 403 for the system or an account without a name."""
    if by.id is None or by.is_system or not by.name.strip():
        raise not_allowed(
            Text.of(
                vi="Chỉ một cán bộ có tên mới làm được việc này.",
                en="Only an officer with a name may do this.",
            )
        )
    return by.name.strip()
