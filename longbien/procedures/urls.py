"""The pages of services and cases."""

from django.urls import path

from longbien.procedures.views import acting, documents, handing_over, lists, page, services, tasks
from longbien.procedures.views.meetings import acting as meeting_acting
from longbien.procedures.views.meetings import pages as meetings

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
    path("tasks/of/<id26:person_id>/hand-over", handing_over.hand_over, name="hand-over"),
    path("tasks/<id26:task_id>", tasks.task, name="task"),
    path("tasks/<id26:task_id>/recuse", tasks.recuse, name="recuse"),
    path("meetings/", meetings.bodies, name="meetings"),
    path("meetings/of/<slug:code>", meetings.of_body, name="meetings-of"),
    path("meetings/<id26:meeting_id>", meetings.meeting, name="meeting"),
    path("meetings/<id26:meeting_id>/pack", meetings.pack, name="meeting-pack"),
    path("meetings/<id26:meeting_id>/<slug:verb>", meeting_acting.do, name="meeting-do"),
    path("meetings/items/<id26:item_id>/<slug:verb>", meeting_acting.do_item, name="item-do"),
    path("work/", lists.work, name="work"),
    path("notices/", lists.notices, name="notices"),
    path("notices/read", lists.read, name="read-notices"),
]
