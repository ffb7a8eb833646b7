"""The pages of deals: the board, a deal, its committee, its data room; what a company is told of its own."""

from django.urls import path

from longbien.capital.views.deals import board, committee, deal, demo_days, moving, room, writing

app_name = "deals"
urlpatterns = [
    path("deals/", board.board, name="board"),
    path("deals/mine", board.mine, name="mine"),
    path("deals/new", board.new, name="new-deal"),
    path("deals/<id26:deal_id>", deal.deal, name="deal"),
    path("deals/<id26:deal_id>/memo", writing.memo, name="memo"),
    path("deals/<id26:deal_id>/memo/<id26:document_id>", deal.memo_file, name="memo-file"),
    path("deals/<id26:deal_id>/terms", writing.terms, name="terms"),
    path("deals/<id26:deal_id>/lead", moving.lead, name="lead"),
    path("deals/<id26:deal_id>/decline", moving.decline, name="decline"),
    path("deals/<id26:deal_id>/propose", moving.propose, name="propose"),
    path("deals/<id26:deal_id>/close", moving.close, name="close-deal"),
    path("deals/<id26:deal_id>/do/<slug:verb>", moving.do, name="do-deal"),
    path("deals/<id26:deal_id>/committee", committee.committee, name="committee"),
    path("deals/<id26:deal_id>/room", room.room, name="room"),
    path("deals/<id26:deal_id>/room/accept", room.accept, name="accept"),
    path("deals/<id26:deal_id>/room/<int:paper_id>", room.take, name="take"),
    path("deals/<id26:deal_id>/room/<int:paper_id>/remove", room.remove, name="remove-document"),
    path("deals/<id26:deal_id>/room/bar/<id26:person_id>", room.bar, name="bar"),
    path("demo-days/", demo_days.every, name="demo-days"),
    path("demo-days/new", demo_days.new, name="new-demo-day"),
    path("demo-days/<id26:day_id>", demo_days.one, name="demo-day"),
    path("demo-days/<id26:day_id>/pitch", demo_days.pitch, name="pitch"),
    path("demo-days/<id26:day_id>/pitches/<id26:pitch_id>", demo_days.interest, name="pitch-interest"),
]
