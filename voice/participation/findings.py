"""What a page says at its top: a finding in words, worst first, from shown figures only."""

from collections.abc import Sequence

from safeguarding.people.models import Service
from voice.participation.figures import figure, in_words, sentence
from voice.participation.periods import Period
from voice.participation.pictures import Stripe, response_rate
from voice.participation.published import Table
from voice.participation.reports import ProfileReport, TrendReport
from voice.participation.types import WHAT, Measure


def involvement(heard: TrendReport, parts: ProfileReport) -> str:
    """A change if there is one, then the part that is lowest if one is; else the figure itself."""
    if heard.latest is None:
        return "No figures yet"
    said = []
    if heard.signal:
        said.append(f"{'More' if heard.signal.up else 'Fewer'} {WHAT[heard.measure]}.")
    if parts.lowest:
        said.append(f"Least often they {WHAT[parts.lowest]}.")
    finding = " ".join(said) or sentence(heard.latest, WHAT[heard.measure])
    return (
        finding if len(said) > 1 else finding.rstrip(".")
    )  # a heading that is one sentence has no full stop


def subline(unit: Service, heard: TrendReport, replied: TrendReport) -> str:
    """Which unit and period, how many were heard, how many of those asked replied."""
    said = [unit.name]
    if heard.period and heard.latest:
        said += [heard.period.words, f"{heard.latest.band} heard"]
    if replied.latest and replied.period == heard.period:
        some = in_words(replied.latest.value, fine=replied.latest.fine)
        said.append(f"about {some} of those asked replied")
    return " · ".join(said)


def not_heard(replied: TrendReport) -> str:
    """Who has not been heard from: the other side of the response rate."""
    if replied.latest is None:
        return "It is not known yet how many of those asked replied"
    silent = round(1 - replied.latest.value, 2)
    some = in_words(silent, fine=replied.latest.fine)
    return f"{'' if ' or ' in some else 'About '}{some} of those asked have not replied"


def worst(found: Sequence[TrendReport]) -> str:
    """The lowest of several figures, as a sentence without its full stop."""
    known = [(one.latest.value, one.measure, one.latest) for one in found if one.latest]
    if not known:
        return "No figures yet"
    _, measure, lowest = min(known, key=lambda row: row[:2])
    return sentence(lowest, WHAT[measure]).rstrip(".")


def rates(table: Table, periods: Sequence[Period]) -> list[Stripe]:
    """One bar a period: how many of those asked replied."""
    rows = table.get(Measure.REPLIED, {})
    shown = [(period.words, rows[period.name].counts) for period in periods if period.name in rows]
    return response_rate([(words, figure(counts)) for words, counts in shown])
