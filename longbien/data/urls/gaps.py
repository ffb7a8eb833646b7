"""Pages of the data strategy, and of what is missing."""

from django.urls import path

from longbien.data.views.gaps import listed, page, strategy

urlpatterns = [
    path("data/strategy/", strategy.strategy, name="strategy"),
    path("data/gaps/", listed.gaps, name="gaps"),
    path("data/gaps/new", listed.raise_it, name="raise-gap"),
    path("data/gaps/<slug:code>", page.gap, name="gap"),
    path("data/gaps/<slug:code>/owe", page.owe, name="owe-gap"),
    path("data/gaps/<slug:code>/close", page.close, name="close-gap"),
]
