from django.urls import path

from frontend.worker import concerns, contributions, cover, decisions, inbox, people, recordings, ring, shifts

CONCERN = "concern/<uuid:concern_id>"

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("thread", inbox.thread, name="inbox_thread"),
    path("said/<uuid:contribution_id>", contributions.contribution, name="contribution"),
    path("said/<uuid:contribution_id>/answer", contributions.answer, name="contribution_answer"),
    path("said/<uuid:contribution_id>/missed", contributions.missed, name="contribution_missed"),
    path(
        "said/<uuid:contribution_id>/recording/<uuid:recording_id>",
        recordings.recording,
        name="contribution_recording",
    ),
    path(
        "said/<uuid:contribution_id>/recording/<uuid:recording_id>/typed",
        recordings.typed,
        name="contribution_typed",
    ),
    path("answer/<uuid:reply_id>/told", contributions.told, name="answer_told"),
    path(CONCERN, concerns.concern, name="concern"),
    path(f"{CONCERN}/take", concerns.take, name="concern_take"),
    path(f"{CONCERN}/plan", concerns.plan, name="concern_plan"),
    path(f"{CONCERN}/done", concerns.done, name="concern_done"),
    path(f"{CONCERN}/note", concerns.note, name="concern_note"),
    path(f"{CONCERN}/advice", concerns.ask_advice, name="concern_advice"),
    path(f"{CONCERN}/hand-over", concerns.hand_over, name="concern_hand"),
    path(f"{CONCERN}/outcome", concerns.outcome, name="concern_outcome"),
    path(f"{CONCERN}/second", concerns.second, name="concern_second"),
    path(f"{CONCERN}/check", concerns.check, name="concern_check"),
    path(f"{CONCERN}/receipt", concerns.receipt, name="concern_receipt"),
    path(f"{CONCERN}/reason/<int:reason_id>", concerns.useful, name="concern_reason"),
    path("people", people.people, name="work_people"),
    path("people/<uuid:young_person_id>", people.person, name="work_person"),
    path("people/<uuid:young_person_id>/pictures", people.reset_pictures, name="work_person_pictures"),
    path("decisions", decisions.decisions, name="work_decisions"),
    path("decisions/<uuid:decision_id>", decisions.decision, name="work_decision"),
    path("decisions/<uuid:decision_id>/ask", decisions.ask, name="work_decision_ask"),
    path("decisions/<uuid:decision_id>/decided", decisions.decided, name="work_decision_decided"),
    path("decisions/<uuid:decision_id>/six", decisions.six, name="work_decision_six"),
    path("ring/<uuid:promise_id>", ring.ring, name="work_ring"),
    path("drill/<uuid:drill_id>", ring.drill, name="work_drill"),
    path("cover", cover.cover, name="work_cover"),
    path("cover/phone", cover.phone, name="work_phone"),
    path("shifts/offer", shifts.offer, name="work_shift_offer"),
    path("shifts/<uuid:offer_id>", shifts.answer, name="work_shift_answer"),
]
