from django.urls import path

from frontend.moderator import answers, recordings, views

urlpatterns = [
    path("", views.queue, name="reading"),
    path("lately", views.lately, name="reading_lately"),
    path("answers", answers.queue, name="reading_answers"),
    path("answers/<uuid:reply_id>", answers.one, name="reading_answer"),
    path("<uuid:contribution_id>", views.one, name="reading_one"),
    path(
        "<uuid:contribution_id>/recording/<uuid:recording_id>", recordings.recording, name="reading_recording"
    ),
    path(
        "<uuid:contribution_id>/recording/<uuid:recording_id>/typed", recordings.typed, name="reading_typed"
    ),
]
