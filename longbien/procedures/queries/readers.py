"""Which of a case's forms somebody reads now."""

from longbien.kernel.actor import Actor
from longbien.procedures.models import Case
from longbien.procedures.queries.standing import roles_in
from longbien.procedures.queries.versions import published
from longbien.procedures.rules.questions.readers import may_read


def reads_form(actor: Actor, case: Case, form: str) -> bool:
    """Whether the actor's roles in the case read the answers of a form. Who may read any is for the policy to say."""
    definition = published(case.version_id).definition
    is_closed = case.closed_at is not None
    return actor.is_system or may_read(definition, form, roles_in(case, definition, actor), is_closed=is_closed)
