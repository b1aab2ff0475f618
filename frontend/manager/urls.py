from django.urls import URLPattern, URLResolver, path

from frontend.manager import change_views, file_views, unit_views, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.figures, name="figures"),
    path("release-data/", change_views.release_key, name="release_key"),
    path("<uuid:unit>/", views.involvement, name="involvement"),
    path("<uuid:unit>/part/<slug:part>/", views.involvement, name="involvement_part"),
    path("<uuid:unit>/promises/", views.promises_kept, name="promises_kept"),
    path("<uuid:unit>/not-heard-from/", views.not_heard, name="not_heard"),
    path("<uuid:unit>/changes/", change_views.changes, name="changes"),
    path("<uuid:unit>/changes/<uuid:change>/done/", change_views.done, name="change_done"),
    path("units/", unit_views.overview, name="units_overview"),
    path("how-they-are-made/", unit_views.method, name="figures_method"),
    path("<uuid:unit>/answers/", unit_views.answers, name="answers_given"),
    path("<uuid:unit>/beside/", unit_views.beside, name="beside"),
    path("<uuid:unit>/beside/<slug:measure>/", unit_views.beside, name="beside_measure"),
    path("<uuid:unit>/decisions/", unit_views.decisions, name="decisions_made"),
    path("<uuid:unit>/overdue/", unit_views.overdue, name="overdue"),
    path("<uuid:unit>/sheet.csv", file_views.csv, name="figures_sheet"),
    path("<uuid:unit>/sheet.xlsx", file_views.xlsx, name="figures_book"),
    path("<uuid:unit>/report.pdf", file_views.pdf, name="figures_pdf"),
]
