from django.urls import path

from frontend.advocate import views

urlpatterns = [
    path("", views.messages, name="advocate_messages"),
    path("<uuid:contribution_id>", views.one, name="advocate_one"),
]
