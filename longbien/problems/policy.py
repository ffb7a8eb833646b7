"""Who may see and do what with a problem."""

from django.db.models import Q

from longbien.people.policy import OFFICER, allow, everyone, hub_role, member, unrelated, where
from longbien.problems.models import Problem
from longbien.problems.rules.steps import PUBLIC

TYPE = "problems.problem"
DEPARTMENT_OFFICER = "department-officer"

published = where("published", lambda problem: problem.status in PUBLIC, Q(status__in=sorted(PUBLIC)))
# Who is tied to a department decides about its problems only as its officer, in the open.
independent_officer = hub_role(OFFICER) & unrelated("department_id")
own_officer = hub_role(DEPARTMENT_OFFICER) & member("department_id")

allow(TYPE, "view", everyone() & published, own_officer, hub_role(OFFICER), model=Problem)
allow(TYPE, "state", own_officer, hub_role(OFFICER))
allow(TYPE, "edit", own_officer, hub_role(OFFICER))
allow(TYPE, "publish", own_officer, independent_officer)
allow(TYPE, "close", own_officer, independent_officer)
