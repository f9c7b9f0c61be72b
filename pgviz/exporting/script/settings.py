"""The hyperparameters in a script's words: values, and the functions that a choice stands for."""

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pgviz.training.history import Setting
from pgviz.training.hyperparameters import Hyperparameters

WIDTH = 90  # columns that a line of the table may fill

RETURNS = {"whole": "whole_returns", "to-go": "rewards_to_go"}
BASELINES = {
    ("none", "whole"): "none",
    ("none", "to-go"): "none",
    ("mean", "whole"): "mean_over_trajectories",
    ("mean", "to-go"): "mean_over_steps",
    ("leave-one-out", "whole"): "mean_of_other_trajectories",
    ("leave-one-out", "to-go"): "mean_of_other_steps",
    ("time", "whole"): "mean_at_same_time",
    ("time", "to-go"): "mean_at_same_time",
    ("value", "whole"): "learnt_value",
    ("value", "to-go"): "learnt_value",
    ("optimal", "whole"): "optimal_constant",
    ("optimal", "to-go"): "optimal_constant",
}
MISTAKEN_PSI = {
    "mean-log": "mean_of_trajectory",
    "sign": "flipped",
    "shifted": "of_next_step",
    "action-baseline": "less_mean_of_action",
}


@dataclass(frozen=True)
class Word:
    """A setting of the script; one that is `idle` throughout a run is left out."""

    key: str
    code: Callable[[Hyperparameters], str]
    idle: str | None = None


WORDS = (
    Word("m", lambda h: repr(h.batch_size)),
    Word("horizon", lambda h: repr(h.horizon)),
    Word("discount", lambda h: repr(h.discount)),
    Word("act", lambda h: "greedy" if h.mistake == "argmax" else "act", "act"),
    Word(
        "rewards",
        lambda h: "discounted" if h.mistake == "discount-twice" else "as_sampled",
        "as_sampled",
    ),
    Word("returns", lambda h: RETURNS[h.return_]),
    Word("baseline", lambda h: BASELINES[h.baseline, h.return_], "none"),
    Word("standardise", lambda h: repr(h.standardise), "False"),
    Word("mistake", lambda h: MISTAKEN_PSI.get(h.mistake, "as_it_is"), "as_it_is"),
    Word("coefficients", lambda h: "powers" if weighs_by_time(h) else "ones", "ones"),
    Word("average", lambda h: repr(h.average), "'trajectories'"),
    Word("entropy_bonus", lambda h: repr(h.entropy_bonus), "0.0"),
    Word("gradient_clip", lambda h: repr(h.gradient_clip), "0.0"),
    Word("optimizer", lambda h: h.optimizer),
    Word("learning_rate", lambda h: repr(h.learning_rate)),
)


@dataclass(frozen=True)
class Settings:
    """What a script's iterations are made with: code by key, by the first that it holds for."""

    by_iteration: Mapping[int, Mapping[str, str]]  # the whole at 0, later what is new

    def has(self, key: str) -> bool:
        """Whether the run ever uses it."""
        return key in self.by_iteration[0]

    def ever(self, key: str, code: str) -> bool:
        """Whether it is ever this."""
        return any(words.get(key) == code for words in self.by_iteration.values())

    def changes(self, key: str) -> bool:
        """Whether it is more than one thing in turn."""
        return any(key in words for k, words in self.by_iteration.items() if k)

    @property
    def lines(self) -> list[str]:
        """The table of the script."""
        return [
            "SETTINGS = {  # from which iteration on, with what",
            *(f"    {k}: {_dict(words)}," for k, words in self.by_iteration.items()),
            "}",
        ]


def settings_of(settings: Sequence[Setting]) -> Settings:
    """Return what iterations are made with in a script's words."""
    said = [(k, {word.key: word.code(h) for word in WORDS}) for k, h in settings]
    idle = {word.key for word in WORDS if all(each[word.key] == word.idle for _, each in said)}
    by_iteration, before = {}, dict[str, str]()
    for k, words in said:
        new = {key: code for key, code in words.items() if before.get(key) != code}
        by_iteration[k] = {key: code for key, code in new.items() if key not in idle}
        before = words
    return Settings({k: words for k, words in by_iteration.items() if words})


def weighs_by_time(chosen: Hyperparameters) -> bool:
    """Return whether c_t is γ^t, and that is not 1."""
    return chosen.return_ == "to-go" and chosen.discount_weighting and chosen.discount != 1.0


def _dict(words: Mapping[str, str]) -> str:
    said = ", ".join(f'"{key}": {code}' for key, code in words.items())
    lines = textwrap.wrap(said, WIDTH, break_long_words=False)
    return "{" + "\n        ".join(lines) + "}"
