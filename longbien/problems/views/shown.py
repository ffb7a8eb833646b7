"""Problems as pages show them: codes with their names."""

from dataclasses import dataclass

from longbien.kernel.actor import Actor
from longbien.kernel.text import Text
from longbien.problems.queries import Draft, ProblemCard, ProblemView
from longbien.problems.rules.vocabulary import Vocabulary


@dataclass(frozen=True)
class Named:
    """A card or a page with the names of its classes; a code that the hub no longer has is left out."""

    problem: ProblemCard | ProblemView | Draft
    words: Vocabulary

    @property
    def group(self) -> Text | None:
        return self.words.groups.get(self.problem.group)

    @property
    def sector(self) -> Text | None:
        return self.words.sectors.get(self.problem.sector)

    @property
    def technologies(self) -> list[Text]:
        return [self.words.technologies[code] for code in self.problem.technologies if code in self.words.technologies]

    @property
    def localities(self) -> list[Text]:
        codes = getattr(self.problem, "localities", ())
        return [self.words.localities[code] for code in codes if code in self.words.localities]


def can_state(actor: Actor) -> bool:
    """Whether to offer the pages on which problems are written."""
    return bool(actor.roles & {"department-officer", "programme-officer"})
