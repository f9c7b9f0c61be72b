"""A run stops at exactly the iteration that a plain loop over its scalars finds."""

import math
import statistics
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import fields

import pytest

from pgviz.environments import EnvironmentSpec, PgvizError
from pgviz.training.anywhere import Anywhere
from pgviz.training.breakpoint_kinds import KINDS
from pgviz.training.breakpoints import Breakpoint, armed
from pgviz.training.commands import Advance, Reset, Run, SetBreakpoints
from pgviz.training.engine import Engine, Progress, Task
from pgviz.training.experiment import Experiment
from pgviz.training.history import columns_of
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.in_process import InProcess
from pgviz.training.in_thread import InThread
from pgviz.training.inbox import Inbox
from pgviz.training.iteration import Scalars
from pgviz.training.runner import Runner
from tests.training.runs import obeyed, plainly, state_of, text_of

LONG = 90  # iterations; each condition below strikes before
CHOICES = Hyperparameters().changed({"batch_size": 5, "horizon": 40, "learning_rate": 0.3})
GRID = Experiment(EnvironmentSpec("pgviz/GridWorld-v0"), CHOICES, 3)
LAKE = Experiment(EnvironmentSpec("FrozenLake-v1"), CHOICES.changed({"batch_size": 3}), 9)
TWO_STEP = Experiment(EnvironmentSpec("pgviz/TwoStep-v0"), CHOICES.changed({"horizon": 2}), 3)

Condition = Callable[[Sequence[Scalars], int], bool]


def spike(rows: Sequence[Scalars], at: int) -> bool:
    before = [row.gradient_norm for row in rows[max(0, at - 50) : at]]
    return len(before) >= 10 and rows[at].gradient_norm > 2.5 * statistics.median(before)


CASES: list[tuple[Experiment, Breakpoint, Condition]] = [
    (GRID, Breakpoint("mean-return", -0.5), lambda rows, at: rows[at].mean_return >= -0.5),
    (GRID, Breakpoint("entropy", 1.1), lambda rows, at: rows[at].entropy < 1.1),
    (TWO_STEP, Breakpoint("cosine", 0.0), lambda rows, at: rows[at].cosine < 0.0),
    (GRID, Breakpoint("iteration", 23), lambda rows, at: at == 23),
    (GRID, Breakpoint("spike", 2.5), spike),
]
everywhere = pytest.mark.parametrize("make_engine", [InThread, InProcess, Anywhere])


def rows_of(experiment: Experiment) -> list[Scalars]:
    return [iteration.scalars for iteration in plainly(experiment, LONG)]


def first(rows: Sequence[Scalars], condition: Condition, begin: int = 0) -> int:
    """Return where the condition comes to hold: it did not at the iteration before."""
    holds = [condition(rows, at) for at in range(len(rows))]
    return next(at for at in range(begin, LONG) if holds[at] and not (at and holds[at - 1]))


@everywhere
@pytest.mark.parametrize(("experiment", "breakpoint", "condition"), CASES)
def test_work_ends_with_the_iteration_that_it_strikes_at(
    make_engine: Callable[[], Engine],
    experiment: Experiment,
    breakpoint: Breakpoint,
    condition: Condition,
) -> None:
    expected = first(rows_of(experiment), condition)
    reports: list[Progress] = []
    with closing(make_engine()) as engine:
        state = engine.open(experiment, Inbox()).state
        task = Task(state, experiment.hyperparameters, breakpoints=(breakpoint,))
        engine.work(task, Inbox(), reports.append)
    assert reports[-1].iteration.number == expected
    assert [report.struck for report in reports[:-1]] == [None] * (len(reports) - 1)
    assert reports[-1].struck == breakpoint
    assert sum(len(report.scalars["iteration"]) for report in reports) == expected + 1


@pytest.mark.parametrize(("experiment", "breakpoint", "condition"), CASES)
def test_a_run_goes_on_from_a_stop_to_the_next(
    experiment: Experiment, breakpoint: Breakpoint, condition: Condition
) -> None:
    rows = rows_of(experiment)
    expected = [at := first(rows, condition)]
    if breakpoint.kind != "iteration":
        expected.append(first(rows, condition, at + 1))
    with Runner(experiment, InThread()) as runner:
        stops = [obeyed(runner, SetBreakpoints((breakpoint,)), Run()) for _ in expected]
    assert [state_of(stop).iteration - 1 for stop in stops] == expected
    assert stops[-1].history.stops == tuple((at, breakpoint) for at in expected)


def test_a_run_in_pieces_stops_where_a_whole_one_does() -> None:
    """What a spike is compared with, and whether there was one before, crosses the pieces."""
    _, breakpoint, condition = CASES[-1]
    expected = first(rows_of(GRID), condition)
    with Runner(GRID, InThread()) as runner:
        last = obeyed(runner, SetBreakpoints((breakpoint,)))
        while not last.history.stops:
            last = obeyed(runner, Advance())
    assert last.history.stops == ((expected, breakpoint),)


def test_the_message_says_where_and_why_and_is_no_fault() -> None:
    with Runner(GRID, InThread()) as runner:
        last = obeyed(runner, SetBreakpoints((Breakpoint("mean-return", -0.5),)), Run())
    value = last.history.columns["mean_return"][-1]
    assert value >= -0.5
    written = f"{value:.5g}".replace("-", "\u2212")
    at = state_of(last).iteration - 1
    assert text_of(last) == f"Stopped at iteration {at}: mean return {written} ≥ \u22120.5."
    assert last.message is not None
    assert not last.message.is_fault


@pytest.mark.parametrize("pieces", [1, 3])
def test_the_first_success_is_stopped_at_once_in_a_run(pieces: int) -> None:
    goal = 15
    paid = [goal in iteration.batch.last_states.tolist() for iteration in plainly(LAKE, LONG)]
    assert paid.count(True) > 1
    expected = paid.index(True)
    assert expected > 0
    breakpoints = Breakpoint("first-success"), Breakpoint("iteration", LONG)
    with Runner(LAKE, InThread()) as runner:
        obeyed(runner, SetBreakpoints(breakpoints))
        last = obeyed(runner, *[Advance(expected // pieces)] * pieces, Run())
        assert state_of(last).iteration == expected + 1
        assert state_of(obeyed(runner, Run())).iteration == LONG + 1
        obeyed(runner, Reset(LAKE))
        assert state_of(obeyed(runner, Run())).iteration == expected + 1


def test_of_two_that_strike_at_once_the_first_is_named() -> None:
    both = Breakpoint("iteration", 0), Breakpoint("entropy", 1000)
    for order in (both, both[::-1]):
        with Runner(GRID, InThread()) as runner:
            assert obeyed(runner, SetBreakpoints(order), Run()).history.stops == ((0, order[0]),)


def test_where_the_gradient_is_unknown_its_angle_never_strikes() -> None:
    beacon = Experiment(EnvironmentSpec("pgviz/Beacon-v0"), CHOICES, 3)
    assert math.isnan(next(plainly(beacon, 1)).scalars.cosine)
    breakpoints = Breakpoint("cosine", 1.0), Breakpoint("iteration", 2)
    with Runner(beacon, InThread()) as runner:
        last = obeyed(runner, SetBreakpoints(breakpoints), Run())
    assert last.history.stops == ((2, breakpoints[1]),)


def test_only_as_many_rows_are_known_as_are_needed() -> None:
    columns = columns_of(rows_of(GRID))
    _, recent = armed([Breakpoint("entropy", 1)], columns)
    assert {name: len(column) for name, column in recent.items()} == dict.fromkeys(columns, 51)
    assert armed([], columns) == ((), {})


def test_every_kind_is_about_a_scalar_that_is_kept() -> None:
    names = {item.name for item in fields(Scalars)}
    assert all(kind.scalar in names for kind in KINDS.values())


@pytest.mark.parametrize(
    ("kind", "threshold", "complaint"),
    [
        ("import os", 0, "There is no breakpoint 'import os'; there are mean-return, spike"),
        ("mean-return", "nan", "Mean return is between .* not nan."),
        ("mean-return", "1e400", "Mean return is between .* not 1e400."),
        ("cosine", 1.5, "Cosine is between -1 and 1, not 1.5."),
        ("iteration", 1.5, "Iteration is a whole number between 0 and .* not 1.5."),
        ("iteration", -1, "Iteration is a whole number between 0 and"),
        ("spike", "", "Factor is between 1 and .* not empty."),
        ("entropy", True, "Entropy is between .* not True."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    kind: str, threshold: object, complaint: str
) -> None:
    with pytest.raises(PgvizError, match=complaint):
        Breakpoint(kind, threshold)  # type: ignore[arg-type]


def test_it_is_written_as_the_list_shows_it() -> None:
    written = [Breakpoint(key, 1).text for key in KINDS]
    assert written == [
        "mean return ≥ 1",
        "‖ĝ‖ > 1 × its median",
        "entropy < 1",
        "cos(ĝ, ∇J) < 1",
        "iteration 1",
        "first success",
    ]
    assert Breakpoint("mean-return", -2.5).text == "mean return ≥ \u22122.5"
