from django.urls import path

from frontend.staff import views

urlpatterns = [
    path("sign-in", views.sign_in, name="sign_in"),
    path("sign-out", views.sign_out, name="sign_out"),
    path("me", views.me, name="me"),
    path("welcome/<str:worker_id>/<str:token>", views.welcome, name="welcome"),
    path("demo/<str:token>", views.demo, name="demo"),
]
