from django.urls import path

from frontend.administrator import (
    cards,
    erasing,
    files,
    hours,
    languages,
    left,
    opening,
    services,
    workers,
    young_people,
)

urlpatterns = [
    path("", services.tree, name="set_up"),
    path("services/<uuid:service_id>", services.one, name="set_up_service"),
    path("services/<uuid:service_id>/hours", hours.hours, name="set_up_hours"),
    path("services/<uuid:service_id>/opening", opening.opening, name="set_up_opening"),
    path("services/<uuid:service_id>/poster", cards.poster, name="set_up_poster"),
    path("languages", languages.languages, name="set_up_languages"),
    path("services/<uuid:service_id>/languages/<slug:code>", languages.one, name="set_up_language"),
    path("files", files.files, name="set_up_files"),
    path("files/columns/<slug:kind>", files.template, name="set_up_file_columns"),
    path("files/<uuid:file_id>", files.one, name="set_up_file"),
    path("files/<uuid:file_id>/refused", files.refused, name="set_up_file_refused"),
    path("workers", workers.everybody, name="set_up_workers"),
    path("workers/<uuid:worker_id>", workers.one, name="set_up_worker"),
    path("young-people", young_people.everybody, name="set_up_young_people"),
    path("young-people/cards", cards.sheet, name="set_up_cards"),
    path("young-people/left", left.everybody, name="set_up_left"),
    path("young-people/<uuid:young_person_id>", young_people.one, name="set_up_young_person"),
    path("young-people/<uuid:young_person_id>/erasing", erasing.ask, name="erase"),
    path("erasing", erasing.everything, name="erasures"),
    path("erasing/<uuid:erasure_id>", erasing.one, name="erasure"),
]
