from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "longbien.credentials"
    label = "credentials"
