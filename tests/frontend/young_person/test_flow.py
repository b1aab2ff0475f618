"""The order of the pages, and what one page's form says."""

from django.http import QueryDict

from frontend.young_person import flow, parse
from voice.contributions.types import reach_parts


def post(text: str) -> QueryDict:
    return QueryDict(text)


def test_questions_come_first_and_send_last() -> None:
    pages = flow.steps(flow.Facts(questions=6, named=1, choose_lock=True))
    assert pages[:7] == ["/s/1", "/s/2", "/s/3", "/s/4", "/s/5", "/s/6", "/s/a"]
    assert pages[7] == "/s/n/1"
    assert pages[-2:] == ["/s/k", "/s/x"]
    assert flow.after("/s/6", pages) == "/s/a" and flow.before("/s/a", pages) == "/s/6"
    assert flow.before("/s/1", pages) == "/s/c"


def test_the_youngest_are_asked_first_who_helps_them() -> None:
    pages = flow.steps(flow.Facts(questions=3, helped=True))
    assert pages[:5] == ["/s/m", "/s/1", "/s/2", "/s/3", "/s/a"]
    assert pages.count("/s/m") == 1
    assert flow.before("/s/m", pages) == "/s/c"


def test_an_advocate_is_asked_for_no_quote_and_asks_of_nobody() -> None:
    pages = flow.steps(flow.Facts(to_advocate=True, named=2))
    assert "/s/u" not in pages and "/s/n/1" not in pages


def test_words_are_taken_as_they_were_typed() -> None:
    said = "  two spaces\n\n<b>&amp;</b> 😢 "
    form = QueryDict(mutable=True)
    form.update({"page": "words", "words": said.replace("\n", "\r\n")})
    assert parse.changes(form) == {"words": said}


def test_an_answer_is_a_point_of_the_scale_or_beside_it() -> None:
    asked = "page=question&question=told"
    assert parse.changes(post(f"{asked}&answer=4&go=next")) == {"answers": {"told": "4"}}
    assert parse.changes(post(f"{asked}&answer=4&go=skip")) == {"answers": {"told": "skip"}}
    assert parse.changes(post(f"{asked}&answer=music&go=next")) == {"answers": {"told": "music"}}
    assert parse.changes(post(f"{asked}&answer=99&go=next")) == {}
    assert parse.changes(post(f"{asked}&go=next")) == {}


def test_what_is_no_choice_is_no_change() -> None:
    assert parse.changes(post("page=pace&pace=at+once")) == {"pace": ""}
    assert parse.changes(post("page=can_see&about_worker=x&let=maybe")) == {}
    assert parse.changes(post("page=nothing&words=x")) == {}
    assert parse.if_leave(post("if_leave=burn")) == "keep"


def test_skip_takes_back_what_the_page_had_but_never_words() -> None:
    assert parse.changes(post("page=pace&pace=not_yet&go=skip")) == {"pace": ""}
    assert parse.changes(post("page=words&words=mine&go=skip")) == {"words": "mine"}


def test_how_to_reach_them_is_shown_again_as_it_was_tapped_and_written() -> None:
    form = post("page=reach&reach_by=phone&reach_by=school&reach=after+lunch%0D%0Anot+at+home")
    reach = parse.changes(form)["reach"]
    assert reach == "At school, On the phone\nafter lunch\nnot at home"
    assert reach_parts(reach) == (["school", "phone"], "after lunch\nnot at home")
    assert reach_parts("only mine") == ([], "only mine")
