from django.urls import URLPattern, URLResolver, path

from frontend.manager import change_views, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.figures, name="figures"),
    path("release-data/", change_views.release_key, name="release_key"),
    path("<uuid:unit>/", views.involvement, name="involvement"),
    path("<uuid:unit>/part/<slug:part>/", views.involvement, name="involvement_part"),
    path("<uuid:unit>/promises/", views.promises_kept, name="promises_kept"),
    path("<uuid:unit>/not-heard-from/", views.not_heard, name="not_heard"),
    path("<uuid:unit>/changes/", change_views.changes, name="changes"),
    path("<uuid:unit>/changes/<uuid:change>/done/", change_views.done, name="change_done"),
    path("<uuid:unit>/sheet.csv", views.figures_sheet, name="figures_sheet"),
]
