"""URLs of the reports room."""

from django.urls import path

from longbien.reports import views

app_name = "reports"
urlpatterns = [path("indicators", views.indicators, name="indicators")]
