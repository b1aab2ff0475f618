"""The shape of release data as JSON."""

from typing import Any

from rest_framework import serializers

from voice.participation.figures import figure
from voice.participation.published import Row
from voice.participation.types import Measure


class UnitSerializer(serializers.Serializer[Any]):
    """A service or team whose figures may be read."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    kind = serializers.CharField()
    under = serializers.UUIDField(source="parent_id", allow_null=True)


class PeriodSerializer(serializers.Serializer[Any]):
    """A closed period. `ends` is the day after its last."""

    name = serializers.CharField()
    starts = serializers.DateField()
    ends = serializers.DateField()


class FigureSerializer(serializers.Serializer[Any]):
    """One protected figure as it is shown: rounded share, 95 % interval, band of how many were heard."""

    measure = serializers.ChoiceField(choices=Measure.choices)
    period = serializers.CharField()
    starts = serializers.DateField()
    ends = serializers.DateField()
    share = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()
    heard = serializers.CharField()
    small = serializers.BooleanField(help_text="Under 30 heard: read with care.")
    epsilon = serializers.FloatField(help_text="What each answer may give away, per block.")
    question_set_version = serializers.IntegerField()


def figure_values(row: Row, epsilon: float) -> dict[str, Any]:
    """A row of release data as the serializer takes it."""
    shown = figure(row.counts)
    return {
        "measure": row.measure.value,
        "period": row.period,
        "starts": row.starts_on,
        "ends": row.ends_on,
        "share": shown.value,
        "low": shown.low,
        "high": shown.high,
        "heard": shown.band,
        "small": shown.small,
        "epsilon": epsilon,
        "question_set_version": row.version,
    }
