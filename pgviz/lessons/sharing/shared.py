"""What is shared of a run, and how the run comes to be where it was."""

from dataclasses import dataclass, replace

from pgviz.training.commands import Advance, Command, SetHyperparameters
from pgviz.training.cursor import Cursor
from pgviz.training.experiment import Experiment
from pgviz.training.history import Setting


@dataclass(frozen=True)
class Shared:
    """A run as it began, what was changed in it until the cursor, and the cursor."""

    experiment: Experiment
    changes: tuple[Setting, ...]  # those that hold from an iteration on, in order
    cursor: Cursor

    @property
    def needs_import(self) -> bool:
        """Whether its environment is a module:Id, which runs the module's code."""
        return ":" in self.experiment.environment.id


def share(experiment: Experiment, settings: tuple[Setting, ...], cursor: Cursor) -> Shared:
    """Return what of a run is shared; `settings` are all that it was made with, in order.

    What holds from the iteration after the cursor's on is the last that is shared.
    """
    began = replace(experiment, hyperparameters=settings[0][1])
    known = [each for each in settings[1:] if each[0] <= cursor.iteration + 1]
    return Shared(began, tuple(known), cursor)


def replay_commands(shared: Shared) -> list[Command]:
    """Return what makes the run come to its cursor's iteration, once it has begun."""
    commands: list[Command] = []
    made, count = 0, shared.cursor.iteration + 1
    for iteration, hyperparameters in shared.changes:
        commands += _advances(iteration - made)
        commands.append(SetHyperparameters(hyperparameters))
        made = iteration
    return commands + _advances(count - made)


def _advances(count: int) -> list[Command]:
    return [Advance(count)] if count else []
