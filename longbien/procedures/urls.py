"""The pages of services and cases."""

from django.urls import path

from longbien.procedures.views import acting, documents, lists, page, services, tasks
from longbien.procedures.views.desk import case as desk_case
from longbien.procedures.views.desk import feeds, handing, overview, wishes, work

app_name = "procedures"
urlpatterns = [
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
    path("work/", work.work, name="work"),
    path("work/hand-out", work.assign, name="hand-out"),
    path("work/hand-over", handing.hand, name="hand-over"),
    path("work/overview", overview.overview, name="overview"),
    path("work/overview.csv", overview.steps_csv, name="overview-csv"),
    path("cases/<id26:case_id>/desk", desk_case.desk, name="desk-case"),
    path("cases/<id26:case_id>/notes", desk_case.note, name="note"),
    path("notices/", lists.notices, name="notices"),
    path("notices/read", lists.read, name="read-notices"),
    path("notices/letters", wishes.letters, name="letters"),
    path("notices/feeds", wishes.feeds, name="feeds"),
    path("notices/<str:token>.atom", feeds.atom, name="atom"),
    path("notices/<str:token>.ics", feeds.ics, name="ics"),
]
