"""The action that somebody wants to do, with its form and the addresses of its pages."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from longbien.kernel.refusal import not_found
from longbien.kernel.text import Text
from longbien.procedures.actions.perform import refuse_unless
from longbien.procedures.models import Case
from longbien.procedures.queries.desk.worklist import Asked
from longbien.procedures.queries.standing import roles_in
from longbien.procedures.queries.versions import Published
from longbien.procedures.rules.definition import Action
from longbien.procedures.rules.machine import standing_against
from longbien.procedures.rules.questions.pages import Page, pages_of
from longbien.procedures.rules.questions.shapes import Schema
from longbien.procedures.views.page import readable
from longbien.procedures.views.queue import added, carried, queue_in
from longbien.ui.requests import Request


@dataclass(frozen=True)
class Wanted:
    """`queue`: the part of the work list that an officer came from, and goes back to."""

    case: Case
    version: Published
    action: Action
    queue: Asked | None = None

    @property
    def schema(self) -> Schema:
        return self.version.schemas[self.action.form]

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        return pages_of(self.schema)

    @property
    def is_long(self) -> bool:
        return len(self.pages) > 1

    @property
    def is_beside(self) -> bool:
        """Whether an officer does it beside what was filed; what is long, signed or voted on has its own pages."""
        action = self.action
        return not (action.needs_signature or action.quorum > 1 or (action.form and self.is_long))

    @property
    def case_url(self) -> str:
        if self.queue is not None:
            return carried(reverse("procedures:desk-case", args=[self.case.pk]), self.queue)
        return reverse("procedures:case", args=[self.case.pk])

    @property
    def form_url(self) -> str:
        """The form, or the list of its pages."""
        if self.queue is not None and self.is_beside:
            return added(self.case_url, do=self.action.name)
        return self.fill_url

    @property
    def fill_url(self) -> str:
        """The form on pages of its own."""
        return carried(reverse("procedures:fill", args=[self.case.pk, self.action.name]), self.queue)

    @property
    def send_url(self) -> str:
        if self.queue is not None and self.is_beside:
            return added(self.form_url, look="1")
        return carried(reverse("procedures:send", args=[self.case.pk, self.action.name]), self.queue)

    def page_url(self, number: int) -> str:
        url = reverse("procedures:fill-page", args=[self.case.pk, self.action.name, number + 1])
        return carried(url, self.queue)

    def title_of(self, page: Page) -> Text:
        """What the page is called: its own title, else its question."""
        node = self.schema["properties"][page.questions[0]]
        return read(page.title if page.title is not None else node["x-title"])


def read(given: object) -> Text:
    text: Text = settings.HUB.text(given)
    return text


def wanted(request: Request, case_id: UUID, action: str) -> Wanted:
    """The case and the action. Refusal (404) where there is none that the reader may see."""
    case, version = readable(request, case_id)
    found = version.definition.actions.get(action)
    if found is None:
        raise not_found()
    return Wanted(case, version, found, queue_in(request))


def sent_already(request: Request, want: Wanted) -> str:
    """The receipt, for whoever sent this form with the last move and comes back to it, as after an answer that got lost
    on its way; "" for everybody else."""
    if want.case.state in want.action.sources or not want.action.form:
        return ""
    mine = want.case.answers.filter(form=want.action.form, seq=want.case.seq, by_id=request.actor.id).exists()
    return reverse("procedures:receipt", args=[want.case.pk, want.case.seq]) if mine else ""


def refuse_unless_possible(request: Request, want: Wanted) -> None:
    """Refusal (403) for whoever can't do it in this state of the case."""
    roles = roles_in(want.case, want.version.definition, request.actor)
    refuse_unless(standing_against(want.version.definition, want.action, want.case.state, roles), 403, "not-allowed")
