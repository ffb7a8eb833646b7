from django.apps import AppConfig


class AiConfig(AppConfig):
    name = "longbien.ai"
    label = "ai"
