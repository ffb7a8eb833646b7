"""Which of a case's forms somebody reads now."""

from longbien.kernel.actor import Actor
from longbien.procedures.models import Case
from longbien.procedures.queries.standing import roles_in
from longbien.procedures.queries.versions import published
from longbien.procedures.rules.questions.readers import may_read


def reads_form(actor: Actor, case: Case, form: str) -> bool:
    """Whether the actor's roles in the case read the answers of a form. Who may read any is for the policy to say."""
    definition = published(case.version_id).definition
    roles = roles_in(case, definition, actor)
    return actor.is_system or may_read(definition, form, roles, is_closed=is_over(case))


def is_over(case: Case) -> bool:
    """Closed, and so is whatever it was opened for: an opinion is the office's until the decision that it is for."""
    one: Case | None = case
    while one is not None:
        if one.closed_at is None:
            return False
        one = one.parent
    return True
