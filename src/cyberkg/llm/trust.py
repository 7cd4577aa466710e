"""How far to trust what a language model says, given what the built-in reader says of the same text.

Bayes' rule over four rates that are reasoned and not measured, as every model reads in its own way. So none of
these figures is calibrated, other than the built-in reader's own confidence that goes into them: they order
facts and share out doubt, and what a model is worth, ``cyberkg evaluate --reader llm`` tells.
"""

from __future__ import annotations

__all__ = ["UNHEARD", "agreed", "contested", "missed", "unseen"]

UNHEARD = 0.8
"""How much of what a model says is right, once it has passed the checks and before another reader is heard."""
_FINDS = 0.8  # how much of what a text says a model finds
_SEES = 0.5  # how much of what is right the built-in reader sees: its recall on texts of new styles (README, Measured)
_ECHO = 0.1  # how much of what is wrong with one reader is said by the other: both err in the same sentences
_SUREST = 0.99  # no confidence leaves the other version without any


def agreed(other: float) -> float:
    """Give the confidence of a fact that both readers have; never less than the built-in reader's own.

    :param other: the built-in reader's confidence; for the functions below too.

    >>> agreed(0.4), agreed(0.975)
    (0.952, 0.975)
    """
    return round(max(other, _weighed(UNHEARD, _SEES, _ECHO)), 3)


def unseen() -> float:
    """Give the confidence of a fact that only the model has.

    >>> unseen()
    0.69
    """
    return round(_weighed(UNHEARD, 1 - _SEES, 1 - _ECHO), 3)


def missed(other: float) -> float:
    """Give the confidence of a fact that only the built-in reader has.

    >>> missed(0.9), missed(0.5)
    (0.667, 0.182)
    """
    return round(_weighed(other, 1 - _FINDS, 1 - _ECHO), 3)


def contested(other: float) -> tuple[float, float]:
    """Give the confidence of the model's version and of the built-in reader's, of which one at most is right.

    >>> contested(0.4), contested(0.95)
    ((0.69, 0.143), (0.174, 0.826))
    """
    sure = min(other, _SUREST)
    model = _weighed(UNHEARD, 1 - sure, sure)
    return round(min(model, unseen()), 3), round(1 - model, 3)


def _weighed(chance: float, where_right: float, where_wrong: float) -> float:
    """Weigh a chance by how often what was observed is observed of what is right, and of what is wrong."""
    right, wrong = chance * where_right, (1 - chance) * where_wrong
    return right / (right + wrong)
