from django.apps import AppConfig


class TrialsConfig(AppConfig):
    name = "longbien.trials"
    label = "trials"
