from django.urls import path

from frontend.moderator import answers, views

urlpatterns = [
    path("", views.queue, name="reading"),
    path("lately", views.lately, name="reading_lately"),
    path("answers", answers.queue, name="reading_answers"),
    path("answers/<uuid:reply_id>", answers.one, name="reading_answer"),
    path("<uuid:contribution_id>", views.one, name="reading_one"),
]
