from django.apps import AppConfig


class AcademyConfig(AppConfig):
    name = "longbien.academy"
    label = "academy"
