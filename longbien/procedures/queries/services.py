"""The public catalogue of services."""

from dataclasses import dataclass

from longbien.kernel.text import Text
from longbien.people.queries import today
from longbien.procedures.queries.versions import Published, all_in_force, in_force
from longbien.procedures.rules.definition import Definition
from longbien.procedures.rules.desk.offered import no_longer
from longbien.procedures.rules.desk.promise import promise
from longbien.procedures.rules.diagram import Step, steps


@dataclass(frozen=True)
class ServiceCard:
    """A service as the catalogue lists it. `about` is the type of thing a case must be about, or empty."""

    code: str
    version: int
    title: Text
    summary: Text | None
    who: Text | None
    about: str
    definition: Definition
    sha256: str
    is_offered: bool = True

    @property
    def no_longer(self) -> Text:
        """That no new case is taken, and where to turn instead."""
        return no_longer(self.definition.service)

    @property
    def steps(self) -> tuple[Step, ...]:
        return steps(self.definition)

    @property
    def promised(self) -> tuple[Text, ...]:
        """The longest that an answer takes, each unit by itself; empty where some step has no deadline."""
        found = promise(self.definition)
        return () if found.open_ended else found.spans


def services() -> tuple[ServiceCard, ...]:
    """Every service in force, by code."""
    return tuple(_card(version) for version in all_in_force())


def services_about(subject_type: str) -> tuple[ServiceCard, ...]:
    """The services that are offered today and whose cases must be about a thing of this type, by code."""
    return tuple(card for card in services() if card.about == subject_type and card.is_offered)


def service(code: str) -> ServiceCard:
    """The version in force. Refusal (404) when there is none."""
    return _card(in_force(code))


def _card(version: Published) -> ServiceCard:
    definition = version.definition
    return ServiceCard(
        code=definition.code,
        version=definition.version,
        title=definition.title,
        summary=definition.service.summary,
        who=definition.service.who,
        about=definition.about.type if definition.about and definition.about.required else "",
        definition=definition,
        sha256=version.sha256,
        is_offered=definition.service.is_offered(today()),
    )
