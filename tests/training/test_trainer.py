"""Each command has exactly its own effects, in order; here without a thread."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from pgviz.environments import EnvironmentSpec
from pgviz.training.bulletin import Bulletin
from pgviz.training.commands import Advance, Command, Pause, Quit, Reset, Run, SetHyperparameters
from pgviz.training.in_thread import InThread
from pgviz.training.inbox import Inbox
from pgviz.training.snapshot import Snapshot
from pgviz.training.trainer import Trainer
from tests.training.faulty_worlds import faulty
from tests.training.runs import (
    BOLDER,
    EXPERIMENT,
    PLAIN,
    at_rest,
    beyond,
    bytes_of,
    on,
    plain_theta,
    plainly,
    state_of,
)

NOWHERE = EnvironmentSpec("Nowhere-v0")

Reaction = tuple[Callable[[Snapshot], bool], Command]
"""What is sent, once, when a snapshot is first as described."""


class Script(Bulletin):
    """Keeps every snapshot, and sends commands when it is time for them."""

    def __init__(self, first: Snapshot, inbox: Inbox, reactions: list[Reaction]) -> None:
        super().__init__(first)
        self.snapshots = [first]
        self._inbox, self._reactions = inbox, reactions

    def publish(self, **changes: Any) -> None:
        super().publish(**changes)
        self.snapshots.append(self.newest)
        if self._reactions and self._reactions[0][0](self.newest):
            self._inbox.put(self._reactions.pop(0)[1])


def snapshots_of(*commands: Command, reactions: list[Reaction]) -> list[Snapshot]:
    """Train in this thread until the last reaction, which is to quit."""
    inbox = Inbox()
    for command in commands:
        inbox.put(command)
    script = Script(Snapshot(EXPERIMENT), inbox, reactions)
    trainer = Trainer(InThread(), inbox, script)
    trainer.train()
    trainer.close()
    return script.snapshots


def when_rested(iterations: int) -> Reaction:
    return (lambda s: at_rest(s) and beyond(iterations)(s)), Quit()


def events(snapshots: list[Snapshot]) -> list[tuple[Any, ...]]:
    """Return (run, activity, commands handled, iterations made) where any of them changes."""
    seen = [(s.run, s.activity, s.handled, s.state and s.state.iteration) for s in snapshots]
    return [now for before, now in zip([None, *seen], seen, strict=False) if now != before]


def test_commands_have_their_effects_in_order() -> None:
    commands = Advance(2), SetHyperparameters(BOLDER), Advance()
    snapshots = snapshots_of(*commands, reactions=[when_rested(3)])
    assert events(snapshots) == [
        (0, "opening", 0, None),
        (1, "paused", 0, 0),
        (1, "advancing", 0, 0),
        (1, "advancing", 1, 0),
        (1, "advancing", 1, 1),
        (1, "advancing", 1, 2),
        (1, "paused", 1, 2),
        (1, "paused", 2, 2),
        (1, "advancing", 2, 2),
        (1, "advancing", 3, 2),
        (1, "advancing", 3, 3),
        (1, "paused", 3, 3),
        (1, "paused", 4, 3),
    ]
    assert state_of(snapshots[-1]).theta_sha256 == plain_theta(EXPERIMENT, 3, {2: BOLDER})


def test_the_newest_iteration_is_shown_before_the_pause() -> None:
    reactions: list[Reaction] = [(beyond(4), Pause()), when_rested(4)]
    snapshots = snapshots_of(Run(), reactions=reactions)
    assert events(snapshots)[-5:] == [
        (1, "running", 1, 3),
        (1, "running", 1, 4),
        (1, "paused", 1, 4),
        (1, "paused", 2, 4),
        (1, "paused", 3, 4),
    ]
    numbers = [s.iteration.number for s in snapshots if s.iteration]
    assert numbers == sorted(numbers)


def test_running_twice_and_advancing_while_running_change_nothing() -> None:
    reactions: list[Reaction] = [
        (beyond(2), Advance(100)),
        (beyond(4), Run()),
        (beyond(6), Pause()),
        when_rested(6),
    ]
    snapshots = snapshots_of(Run(), reactions=reactions)
    assert [event for event in events(snapshots) if event[1] == "advancing"] == []
    assert state_of(snapshots[-1]).iteration == 6


def test_advances_in_a_row_add_up() -> None:
    snapshots = snapshots_of(Advance(), Advance(), Advance(2), reactions=[when_rested(4)])
    assert state_of(snapshots[-1]).iteration == 4


def test_a_pause_ends_an_advance_before_its_time() -> None:
    reactions: list[Reaction] = [(beyond(3), Pause()), when_rested(3)]
    snapshots = snapshots_of(Advance(100), reactions=reactions)
    assert state_of(snapshots[-1]).iteration == 3


def test_a_reset_begins_a_new_run_paused() -> None:
    other = on(EXPERIMENT.environment, seed=4)
    begun: Reaction = (lambda s: s.run == 2 and at_rest(s)), Quit()
    snapshots = snapshots_of(Run(), reactions=[(beyond(2), Reset(other)), begun])
    last = snapshots[-1]
    (first,) = plainly(other, 1)
    assert (last.activity, last.experiment, last.iteration) == ("paused", other, None)
    assert len(last.history) == 0
    assert bytes_of(last.state) == bytes_of(first.before)


def test_a_reset_that_fails_leaves_the_run_as_it_is() -> None:
    told: Reaction = (lambda s: s.message is not None and at_rest(s)), Quit()
    reactions: list[Reaction] = [(beyond(2), Reset(on(NOWHERE))), told]
    last = snapshots_of(Run(), reactions=reactions)[-1]
    assert (last.run, last.experiment, state_of(last).iteration) == (1, EXPERIMENT, 2)
    assert last.message is not None
    assert last.message.text.startswith("No environment is called 'Nowhere-v0'")


@pytest.mark.parametrize(
    "change", [{"policy": "mlp"}, {"init_scale": 0.5}, {"hidden": (3,)}, {"activation": "relu"}]
)
def test_a_change_of_the_policy_begins_anew_and_goes_on(change: dict[str, Any]) -> None:
    changed = PLAIN.changed(change)
    reactions: list[Reaction] = [
        (beyond(2), SetHyperparameters(changed)),
        ((lambda s: s.run == 2 and beyond(2)(s)), Pause()),
        ((lambda s: s.run == 2 and at_rest(s)), Quit()),
    ]
    snapshots = snapshots_of(Run(), reactions=reactions)
    last = snapshots[-1]
    expected = replace(EXPERIMENT, hyperparameters=changed)
    assert last.experiment == expected
    assert state_of(last).theta_sha256 == plain_theta(expected, state_of(last).iteration)
    assert next(s.activity for s in snapshots if s.run == 2) == "running"


def test_a_policy_that_does_not_fit_is_refused_and_the_run_goes_on() -> None:
    reactions: list[Reaction] = [
        (beyond(2), SetHyperparameters(PLAIN.changed({"policy": "gaussian"}))),
        ((lambda s: s.message is not None and beyond(5)(s)), Pause()),
        when_rested(5),
    ]
    last = snapshots_of(Run(), reactions=reactions)[-1]
    assert (last.run, last.experiment) == (1, EXPERIMENT)
    assert last.message is not None
    assert "does not fit" in last.message.text
    assert state_of(last).theta_sha256 == plain_theta(EXPERIMENT, state_of(last).iteration)


def test_every_iteration_is_in_the_history_with_the_changes() -> None:
    commands = Advance(3), SetHyperparameters(BOLDER), SetHyperparameters(PLAIN), Advance(2)
    more = SetHyperparameters(BOLDER), Advance(2)
    last = snapshots_of(*commands, *more, reactions=[when_rested(7)])[-1]
    made = list(plainly(EXPERIMENT, 7, {5: BOLDER}))
    columns = last.history.columns
    assert columns["iteration"].tolist() == list(range(7))
    assert columns["mean_return"].tolist() == [each.scalars.mean_return for each in made]
    assert [number for number, _ in last.history.changes] == [5]


def test_an_error_pauses_and_leaves_theta() -> None:
    experiment = on(faulty("not_a_number", step=4))
    told: Reaction = (lambda s: s.message is not None and at_rest(s)), Quit()
    last = snapshots_of(Reset(experiment), Run(), reactions=[told])[-1]
    assert last.message is not None
    assert last.message.text.startswith("Iteration failed: reward (trajectory 0, step 4)")
    assert state_of(last).iteration == 0
    assert len(last.history) == 0
