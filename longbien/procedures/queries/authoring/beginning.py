"""What a new service of this hub begins with."""

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.procedures.files import appeals_in
from longbien.procedures.rules.authoring.starter import NAME, starter
from longbien.procedures.rules.authoring.starter.wishes import PARTS, Wishes, parts_in
from longbien.procedures.rules.authoring.texts import Texts

Said = Mapping[str, Mapping[str, str]]
BAD_NAME = Text.of(
    vi="Mã dịch vụ: chữ thường không dấu, chữ số và gạch nối, 3 đến 61 ký tự, bắt đầu bằng chữ, ví dụ muon-phong.",
    en="The short name: lower-case letters, digits and hyphens, 3 to 61 of them, a letter first, such as lab-visit.",
)
NO_APPEALS = Text.of(
    vi="Trung tâm chưa có dịch vụ khiếu nại (about: procedures.case): hãy viết dịch vụ đó trước, hoặc bỏ “appeal”.",
    en="This hub has no service for appeals (about: procedures.case): write that one first, or leave out “appeal”.",
)


def begun(name: str, parts: frozenset[str], said: Said) -> Texts:
    """The texts of a new service: with these parts, its title, summary and readers in these words. Refusal (422) for a
    name or a part that won't do."""
    hub = settings.HUB
    if not NAME.fullmatch(name):
        raise bad("name", BAD_NAME)
    try:
        wished = parts_in(parts)
    except ValueError as error:
        raise bad("parts", _no_part(str(error))) from error
    appeals = appeals_in(Path(hub.folder) / "procedures")
    if "appeal" in wished and not appeals:
        raise bad("parts", NO_APPEALS)
    return starter(hub.code, name, hub.country, hub.languages, Wishes(wished, said, hub.currency, appeals))


def bad(where: str, what: Text) -> Refusal:
    return Refusal("bad-name", what, faults=(Fault(where, what),))


def _no_part(name: str) -> Text:
    listed = ", ".join(PARTS)
    return Text.of(
        vi=f"Không có phần “{name}”. Hiện có: {listed}.", en=f"There is no part “{name}”. There are: {listed}."
    )
