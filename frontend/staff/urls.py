from django.urls import path

from frontend.staff import me, provider, second, set_up, views

urlpatterns = [
    path("sign-in", views.sign_in, name="sign_in"),
    path("sign-in/passkey", second.with_passkey, name="sign_in_passkey"),
    path("sign-in/second", second.second_step, name="second_step"),
    path("sign-in/set-up", set_up.choose, name="set_up_second"),
    path("sign-in/set-up/app", set_up.app, name="set_up_app"),
    path("sign-in/set-up/passkey", set_up.passkey, name="set_up_passkey"),
    path("sign-in/with", provider.begin, name="provider"),
    # The one name that allauth looks up.
    path("sign-in/with/<str:provider_id>/back", provider.back, name="openid_connect_callback"),
    path("sign-out", views.sign_out, name="sign_out"),
    path("me", me.me, name="me"),
    path("me/codes", set_up.codes, name="recovery_codes"),
    path("welcome/<str:worker_id>/<str:token>", views.welcome, name="welcome"),
    path("demo/<str:token>", views.demo, name="demo"),
]
