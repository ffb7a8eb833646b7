from django.apps import AppConfig


class ProblemsConfig(AppConfig):
    name = "longbien.problems"
    label = "problems"
