"""What the people room reads of a hub: organisations and governing bodies of hub.yaml."""

from collections.abc import Iterator
from datetime import datetime

from longbien.kernel.hub import Files, Hub, Section, register
from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text
from longbien.people.actions.load_hub import load_people
from longbien.people.policy import table


def check(hub: Hub, files: Files) -> Iterator[Fault]:
    """hub.yaml must name every role that the policy gives something to: else nobody could ever do it."""
    needed = frozenset[str]().union(*(row.relation.roles for row in table()))
    for file in files:
        for role in sorted(needed - set(hub.roles)):
            what = Text.of(
                vi=f"thiếu vai trò “{role}” mà chính sách cần", en=f"role “{role}”, which the policy needs, is missing"
            )
            yield file.fault(("roles",), what)


def load(hub: Hub, files: Files, at: datetime) -> None:
    load_people(hub, at=at)


register(Section("hub.yaml", check, load))
