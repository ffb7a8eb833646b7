"""The pages of services and cases."""

from django.urls import path

from longbien.procedures.views import acting, documents, lists, page, services, tasks
from longbien.procedures.views.authoring.paths import EXPORTS, PATHS

app_name = "procedures"
urlpatterns = [
    *EXPORTS,
    path("services/", services.services, name="services"),
    path("services/<str:code>", services.service, name="service"),
    path("services/<str:code>/start", services.start, name="start"),
    path("cases/", lists.cases, name="cases"),
    path("cases/<id26:case_id>", page.case, name="case"),
    path("cases/<id26:case_id>/do/<str:action>", acting.fill, name="fill"),
    path("cases/<id26:case_id>/do/<str:action>/send", acting.send, name="send"),
    path("cases/<id26:case_id>/assign", acting.assign, name="assign"),
    path("cases/<id26:case_id>/documents/<id26:document_id>", documents.document, name="document"),
    path("tasks/<id26:task_id>", tasks.task, name="task"),
    path("tasks/<id26:task_id>/recuse", tasks.recuse, name="recuse"),
    path("work/", lists.work, name="work"),
    path("notices/", lists.notices, name="notices"),
    path("notices/read", lists.read, name="read-notices"),
    *PATHS,
]
