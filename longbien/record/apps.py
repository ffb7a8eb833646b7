from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "longbien.record"
    label = "record"
