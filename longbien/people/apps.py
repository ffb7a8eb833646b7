from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "longbien.people"
    label = "people"
