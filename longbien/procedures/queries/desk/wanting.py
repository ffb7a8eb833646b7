"""What the tasks of a case still want: persons to be found, and answers to come in."""

from longbien.procedures.models import Case, Task
from longbien.procedures.queries.standing import AT_WORK
from longbien.procedures.queries.versions import Published


def wanting_in(case: Case, version: Published) -> int:
    """Over all tasks of the state that somebody is asked for; 0 where the state asks for none."""
    asked = [spec for spec in version.definition.states[case.state].tasks if spec.assign]
    if not asked:
        return 0
    held = held_in(case)
    return sum(max(0, spec.count - held.count(spec.kind)) for spec in asked)


def held_in(case: Case) -> list[str]:
    """The kind of each task of the state that somebody has."""
    return list(case.tasks.filter(round=round_of(case), state__in=AT_WORK).values_list("kind", flat=True))


def judging_in(case: Case, version: Published) -> int:
    """How many of those who were asked have not handed in yet; 0 where the state asks nobody."""
    if not version.definition.states[case.state].tasks:
        return 0
    return case.tasks.filter(state=Task.State.OPEN).count()


def round_of(case: Case) -> int:
    """The move that asked for the tasks of the state: the last one into it, or the case's last where the state was
    only given another name since."""
    into = case.moves.exclude(source=case.state).filter(target=case.state)
    return into.order_by("-seq").values_list("seq", flat=True).first() or case.seq
