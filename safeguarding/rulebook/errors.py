"""What can go wrong with a rule. Each says one thing, in the product's words."""

from safeguarding.rulebook.types import Problem


class RulebookError(Exception):
    """Something about a rule can't be done now. Nothing has changed."""


class NotWhole(RulebookError):
    """The rule, or one of its own examples, is wrong. ``problems`` says where."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class SecondPerson(RulebookError):
    """Whoever wrote it last may not publish it too."""


class NotTried(RulebookError):
    """It was not tried on the past since it was last written."""


class Changed(RulebookError):
    """Somebody changed, published or threw it away since this person opened it."""


class NotAWord(RulebookError):
    """A local word is one word of letters, and not one that is known already. ``code`` says which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
