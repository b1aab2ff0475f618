from django.urls import path

from frontend.lead import board, concerns, ladder_change, ladders, rotas, rulebook

urlpatterns = [
    path("", board.board, name="lead"),
    path("concerns", concerns.concerns, name="lead_concerns"),
    path("ladders", ladders.ladders, name="lead_ladders"),
    path("ladders/<slug:ladder>", ladder_change.change, name="lead_ladder_change"),
    path("rotas", rotas.rotas, name="lead_rotas"),
    path("rulebook", rulebook.rulebook, name="lead_rulebook"),
]
