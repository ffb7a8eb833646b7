"""Pages of the record; the log for programs stands at /log (`log_urls`), without a language."""

from django.urls import path

from longbien.record.views import pages, retention, verify

app_name = "record"
urlpatterns = [
    path("record/", pages.record, name="record"),
    path("record/verify/", verify.verify, name="verify"),
    path("record/retention/", retention.retention, name="retention"),
    path("record/<id26:entry_id>", pages.entry, name="entry"),
]
