from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "longbien.ledger"
    label = "ledger"
