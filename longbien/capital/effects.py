"""What lower rooms may ask of capital: hours of a machine are paid from booking quotas."""

from datetime import datetime

from longbien.capital.actions.rights.draw_hours import draw_hours, give_back_hours
from longbien.kernel.actor import Actor
from longbien.places.registry import Booked, Payer, pays


def _draw(booked: Booked, by: Actor, at: datetime) -> None:
    draw_hours(booked, by=by, at=at)


def _give_back(booked: Booked, by: Actor, at: datetime) -> None:
    give_back_hours(booked, by=by, at=at)


pays(Payer(_draw, _give_back))
