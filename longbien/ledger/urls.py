"""Pages of the ledger, for auditors and officers; an account also for whoever owns it."""

from django.urls import path

from longbien.ledger.views import books, entries

app_name = "ledger"
urlpatterns = [
    path("ledger/", books.books, name="books"),
    path("ledger/accounts/<id26:account_id>", books.account, name="account"),
    path("ledger/journal/", entries.journal, name="journal"),
    path("ledger/entries/<id26:entry_id>", entries.entry, name="entry"),
    path("ledger/books.beancount", entries.beancount, name="beancount"),
]
