"""One row for each kind of credential."""

from dataclasses import dataclass

from longbien.credentials.rules.documents import REVOCATION, SUSPENSION
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text


@dataclass(frozen=True)
class Kind:
    """`achievement` is its type in Open Badges 3.0; of a kind that `is_open`, anyone may read the whole credential.

    One that `pauses` may be suspended and stand again.
    """

    code: str
    name: Text
    achievement: str
    is_open: bool
    pauses: bool = False

    @property
    def purposes(self) -> tuple[str, ...]:
        """What lists say of such a credential."""
        return (REVOCATION, SUSPENSION) if self.pauses else (REVOCATION,)


KINDS = {
    kind.code: kind
    for kind in (
        Kind("permit", Text.of(vi="Giấy phép", en="Permit"), "License", is_open=True, pauses=True),
        Kind("role", Text.of(vi="Vai trò", en="Role"), "Membership", is_open=False),
        Kind("attestation", Text.of(vi="Giấy xác nhận", en="Attestation"), "Certificate", is_open=False),
    )
}


def kind_of(code: str) -> Kind:
    """Refusal (422) when there is no such kind."""
    if code not in KINDS:
        known = ", ".join(KINDS)
        what = Text.of(
            vi=f"Không có loại chứng nhận “{code}”. Các loại: {known}.",
            en=f"No kind of credential “{code}”. Kinds: {known}.",
        )
        raise Refusal("unknown-kind", what, faults=(Fault("kind", what),))
    return KINDS[code]
