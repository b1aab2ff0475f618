from django.urls import URLPattern, URLResolver, path

from frontend.api import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("units/", views.Units.as_view(), name="api_units"),
    path("periods/", views.Periods.as_view(), name="api_periods"),
    path("units/<uuid:unit>/figures/", views.Figures.as_view(), name="api_figures"),
    path("schema/", views.Schema.as_view(), name="api_schema"),
]
