"""The pages of cap tables."""

from django.urls import path

from longbien.capital.views.deals import modelling, tables

app_name = "tables"
urlpatterns = [
    path("cap-tables/model", modelling.model, name="model"),
    path("cap-tables/<id26:company_id>", tables.table, name="cap-table"),
    path("cap-tables/<id26:company_id>/write", tables.write, name="write-table"),
    path("cap-tables/<id26:company_id>/import", tables.take_in, name="import-table"),
    path("cap-tables/<id26:company_id>/<int:number>.zip", tables.export, name="export-table"),
]
