from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "longbien.procedures"
    label = "procedures"
