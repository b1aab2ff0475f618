from django.urls import path

from frontend.adviser import views

urlpatterns = [
    path("", views.questions, name="advice"),
    path("<uuid:question_id>", views.one, name="advice_one"),
]
