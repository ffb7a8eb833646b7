"""The pages of orders and grants that are paid by results."""

from django.urls import path

from longbien.capital.views.orders import budgets, order, part, preparing, register

app_name = "orders"
urlpatterns = [
    path("orders/", register.register, name="register"),
    path("orders.json", register.register_json, name="register-json"),
    path("orders.csv", register.register_csv, name="register-csv"),
    path("orders/ocds/records.json", register.records, name="records"),
    path("orders/ocds/<id26:order_id>.json", register.release, name="release"),
    path("orders/mine", register.mine, name="mine"),
    path("orders/new", preparing.new, name="new"),
    path("orders/new/<slug:route>/<id26:problem_id>", preparing.prepare, name="prepare"),
    path("orders/budgets", budgets.budgets, name="budgets"),
    path("orders/routes/<slug:code>", register.route, name="route"),
    path("orders/<id26:order_id>", order.order, name="order"),
    path("orders/<id26:order_id>/<slug:verb>", order.do, name="do"),
    path("orders/<id26:order_id>/parts/<int:place>", part.part, name="part"),
    path("orders/<id26:order_id>/parts/<int:place>/payment", part.payment, name="payment"),
]
