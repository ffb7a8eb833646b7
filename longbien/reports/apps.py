from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "longbien.reports"
    label = "reports"
