"""Runs that begin, and what each of them does at first."""

from collections.abc import Iterable
from dataclasses import replace

from pgviz.gui.orders import Orders
from pgviz.gui.player import Player
from pgviz.gui.travels import Send
from pgviz.training.commands import Advance, Command, Reset, Restore, SetHyperparameters
from pgviz.training.experiment import Experiment
from pgviz.training.sessions.contents import SessionContents
from pgviz.training.sessions.writing import SessionWriter

ONE = (Advance(),)  # so that there is something to see


class NewRuns:
    """Has the runner begin anew where it must."""

    def __init__(self, orders: Orders, player: Player, send: Send) -> None:
        self._orders, self._player, self._send = orders, player, send
        self._first: tuple[Command, ...] = ONE

    def apply(self, experiment: Experiment) -> None:
        """Make the runner's experiment this one: from the next iteration on, or from the start."""
        present, chosen = self._orders.snapshot.experiment, experiment.hyperparameters
        if replace(present, hyperparameters=chosen) == experiment:
            self.begin_with(ONE)  # for some of them begin learning anew
            self._send(SetHyperparameters(chosen))
        else:
            self.start_again(experiment)

    def start_again(self, experiment: Experiment, first: Iterable[Command] = ONE) -> None:
        """Begin a run of this experiment from its first iteration; `first` is done at once."""
        self._player.halt()
        self.begin_with(first)
        self._send(Reset(experiment))

    def restore(self, contents: SessionContents, writer: SessionWriter | None) -> None:
        """Go on with a session as it was left, in the file of `writer` if there is one."""
        self._player.halt()
        self.begin_with(())
        self._send(Restore(contents, writer))

    def begin_with(self, first: Iterable[Command]) -> None:
        """Have the run that is about to begin do this at first, rather than one iteration."""
        self._first = tuple(first)

    def begin(self) -> None:
        """Do what is to be done at first, now that a run has begun."""
        first, self._first = self._first, ()  # a run that was asked for later is still to begin
        for command in first:
            self._send(command)
