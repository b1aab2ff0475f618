from django.urls import path

from frontend.advocate import views

urlpatterns = [
    path("", views.messages, name="advocate_messages"),
    path("<uuid:contribution_id>", views.one, name="advocate_one"),
    path("<uuid:contribution_id>/told/<uuid:reply_id>", views.told, name="advocate_told"),
    path("<uuid:contribution_id>/recording/<uuid:recording_id>", views.recording, name="advocate_recording"),
    path("<uuid:contribution_id>/recording/<uuid:recording_id>/typed", views.typed, name="advocate_typed"),
]
