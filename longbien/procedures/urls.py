"""The pages of services and cases."""

from django.urls import path

from longbien.procedures.views import acting, documents, handing_over, lists, page, refused, services, settling, tasks
from longbien.procedures.views.authoring.paths import EXPORTS, PATHS
from longbien.procedures.views.desk import (
    assigning,
    feeds,
    handing,
    leave,
    overview,
    owing,
    pressing,
    sharing,
    tables,
    wishes,
    work,
)
from longbien.procedures.views.filling import answers, pages, receipt
from longbien.procedures.views.meetings import acting as meeting_acting
from longbien.procedures.views.meetings import pages as meetings
from longbien.ui import errors

errors.names_boxes(refused.boxes)
errors.leads_back(refused.back)

app_name = "procedures"
urlpatterns = [
    *EXPORTS,
    path("services/", services.services, name="services"),
    path("services/<str:code>", services.service, name="service"),
    path("services/<str:code>/start", services.start, name="start"),
    path("cases/", lists.cases, name="cases"),
    path("cases/<id26:case_id>", page.case, name="case"),
    path("cases/<id26:case_id>/do/<str:action>", acting.fill, name="fill"),
    path("cases/<id26:case_id>/do/<str:action>/page/<int:number>", pages.page, name="fill-page"),
    path("cases/<id26:case_id>/do/<str:action>/send", acting.send, name="send"),
    path("cases/<id26:case_id>/do/<str:action>/answers.json", answers.draft, name="draft-json"),
    path("cases/<id26:case_id>/receipt/<int:seq>", receipt.receipt, name="receipt"),
    path("cases/<id26:case_id>/receipt/<int:seq>/answers.json", answers.sent, name="answers-json"),
    path("cases/<id26:case_id>/assign", acting.assign, name="assign"),
    path("letters/<id26:letter_id>/again", acting.letter_again, name="letter-again"),
    path("cases/<id26:case_id>/documents/<id26:document_id>", documents.document, name="document"),
    path("cases/<id26:case_id>/elsewhere", settling.outside, name="outside"),
    path("fees/<id26:fee_id>", settling.fee, name="fee"),
    path("tasks/of/<id26:person_id>/hand-over", handing_over.hand_over, name="hand-over-tasks"),
    path("tasks/<id26:task_id>", tasks.task, name="task"),
    path("tasks/<id26:task_id>/recuse", tasks.recuse, name="recuse"),
    path("meetings/", meetings.bodies, name="meetings"),
    path("meetings/of/<slug:code>", meetings.of_body, name="meetings-of"),
    path("meetings/<id26:meeting_id>", meetings.meeting, name="meeting"),
    path("meetings/<id26:meeting_id>/pack", meetings.pack, name="meeting-pack"),
    path("meetings/<id26:meeting_id>/<slug:verb>", meeting_acting.do, name="meeting-do"),
    path("meetings/items/<id26:item_id>/<slug:verb>", meeting_acting.do_item, name="item-do"),
    path("desk/", work.work, name="work"),
    path("desk/hand-out", assigning.assign, name="hand-out"),
    path("desk/undo/<id26:batch>", assigning.undo, name="undo"),
    path("desk/hand-over", handing.hand, name="hand-over"),
    path("desk/overview", overview.overview, name="overview"),
    path("desk/overview/<slug:table>.csv", tables.table_csv, name="overview-csv"),
    path("desk/away", leave.leave, name="leave"),
    path("desk/away/<id26:absence_id>/back", leave.back_at_work, name="back-at-work"),
    path("desk/back", leave.back, name="back"),
    path("desk/fees", owing.owing, name="owing"),
    path("desk/share", sharing.share, name="share"),
    path("cases/<id26:case_id>/desk", pressing.desk, name="desk-case"),
    path("cases/<id26:case_id>/notes", pressing.note, name="note"),
    path("notices/", lists.notices, name="notices"),
    path("notices/read", lists.read, name="read-notices"),
    path("notices/letters", wishes.letters, name="letters"),
    path("notices/feeds", wishes.feeds, name="feeds"),
    path("notices/<str:token>.atom", feeds.atom, name="atom"),
    path("notices/<str:token>.ics", feeds.ics, name="ics"),
    *PATHS,
]
