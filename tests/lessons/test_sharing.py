"""A share string brings back the same run at the same place, and nothing else gets through it."""

import base64
import json
import math
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pgviz.environments import EnvironmentSpec, PgvizError
from pgviz.lessons.scenarios import NAMES, scenario
from pgviz.lessons.sharing import (
    LONGEST,
    Shared,
    decode,
    encode,
    is_share_string,
    replay_commands,
    share,
)
from pgviz.training.commands import Advance, SetHyperparameters
from pgviz.training.cursor import PHASES, Cursor
from pgviz.training.declarations import Choice, Declaration, Integer, Number
from pgviz.training.experiment import LARGEST_SEED, Experiment
from pgviz.training.hyperparameters import DECLARATIONS, Hyperparameters
from pgviz.training.in_thread import InThread
from pgviz.training.runner import Runner
from tests.training.runs import EXPERIMENT, PLAIN, obeyed, plain_theta, state_of

PREFIX = "pgviz://run/"
CURSOR = Cursor(39, "sum", 2, 1)
BOLDER = PLAIN.changed({"learning_rate": 0.3, "baseline": "mean"})


def values_of(declaration: Declaration) -> st.SearchStrategy[Any]:
    if isinstance(declaration, Choice):
        return st.sampled_from([option.value for option in declaration.options])
    assert isinstance(declaration, Number)
    if isinstance(declaration, Integer):
        return st.integers(int(declaration.low), int(declaration.high))
    return st.floats(declaration.low, declaration.high)


LIVE = {key: values_of(each) for key, each in DECLARATIONS.items() if not each.restarts}
CHANGES = st.dictionaries(st.integers(0, 40), st.fixed_dictionaries({}, optional=LIVE), max_size=6)


@st.composite
def shared_runs(draw: st.DrawFn) -> Shared:
    begun = scenario(draw(st.sampled_from(NAMES))).experiment
    changed = begun.hyperparameters.changed(draw(st.fixed_dictionaries({}, optional=LIVE)))
    seed = draw(st.integers(0, LARGEST_SEED))
    changes = sorted(draw(CHANGES).items())
    made_with = [(at, changed.changed(values)) for at, values in changes]
    cursor = Cursor(39, draw(st.sampled_from(PHASES)), draw(st.integers(0, 9)), draw(st.just(3)))
    begun = draw(st.sampled_from([begun, replace(begun, scenario=None)]))
    return Shared(replace(begun, hyperparameters=changed, seed=seed), tuple(made_with), cursor)


@settings(max_examples=150, deadline=None)
@given(shared_runs())
def test_what_is_shared_comes_back(shared: Shared) -> None:
    text = encode(shared)
    assert decode(text) == shared
    assert decode(f"  {text[:50]}\r\n{text[50:]}\n") == shared
    assert is_share_string(text)
    assert text.removeprefix(PREFIX).replace("-", "").replace("_", "").isalnum()


@pytest.mark.parametrize("name", NAMES)
def test_every_scenario_fits_into_a_few_hundred_characters(name: str) -> None:
    begun = scenario(name).experiment
    changes = ((3, begun.hyperparameters.changed({"learning_rate": 0.123})),)
    shared = Shared(begun, changes, CURSOR)
    assert decode(encode(shared)) == shared
    assert len(encode(shared)) < 300


@pytest.mark.parametrize(
    "environment",
    [
        EnvironmentSpec("CartPole-v1"),
        EnvironmentSpec("pgviz/GridWorld-v0", {"walls": ["b2", "c3"], "slip": 0.1, "pits": []}),
        EnvironmentSpec("FrozenLake-v1", {"is_slippery": True, "desc": None, "名": "冰"}),
        EnvironmentSpec("some.module:Some-v0", {"level": 3}),
    ],
)
def test_any_environment_can_be_shared(environment: EnvironmentSpec) -> None:
    wide = Hyperparameters(hidden=(64, 32), policy="mlp", learning_rate=1e-300)
    for name in (None, "gridworld"):
        shared = Shared(Experiment(environment, wide, 7, name), (), CURSOR)
        back = decode(encode(shared))
        assert back == shared
        assert back.needs_import is environment.id.startswith("some.module:")


@pytest.mark.parametrize("arguments", [{}, {"step_cost": 0}, {"step_cost": False}])
def test_arguments_that_nearly_are_the_scenarios_are_told_apart(arguments: dict[str, Any]) -> None:
    begun = scenario("gridworld").experiment
    other = replace(begun, environment=EnvironmentSpec(begun.environment.id, arguments))
    back = decode(encode(Shared(other, (), CURSOR))).experiment.environment.arguments
    assert json.dumps(dict(back)) == json.dumps(arguments)


def test_reading_imports_nothing() -> None:
    before = set(sys.modules)
    spec = EnvironmentSpec("tests.training.never_imported:Some-v0")
    decode(encode(Shared(Experiment(spec, PLAIN, 1), (), CURSOR)))
    assert set(sys.modules) == before


@pytest.mark.parametrize("changes", [{}, {2: BOLDER}, {0: BOLDER}, {1: BOLDER, 3: PLAIN}])
def test_the_replay_comes_to_the_same_bytes(changes: dict[int, Hyperparameters]) -> None:
    shared = decode(encode(Shared(EXPERIMENT, tuple(changes.items()), Cursor(4, "sum", 0, 0))))
    with Runner(shared.experiment, InThread()) as runner:
        last = obeyed(runner, *replay_commands(shared))
    assert state_of(last).iteration == 5
    assert state_of(last).theta_sha256 == plain_theta(EXPERIMENT, 5, changes)


def test_a_change_that_is_to_hold_next_is_replayed_last() -> None:
    shared = Shared(EXPERIMENT, ((2, BOLDER), (5, PLAIN)), Cursor(4, "sum", 0, 0))
    assert replay_commands(decode(encode(shared))) == [
        Advance(2),
        SetHyperparameters(BOLDER),
        Advance(3),
        SetHyperparameters(PLAIN),
    ]


def test_what_came_after_the_cursor_is_not_shared() -> None:
    made_with = (0, PLAIN), (2, BOLDER), (5, PLAIN), (6, BOLDER)
    now = replace(EXPERIMENT, hyperparameters=BOLDER)
    shared = share(now, made_with, Cursor(4, "sum", 0, 0))
    assert shared == Shared(EXPERIMENT, ((2, BOLDER), (5, PLAIN)), Cursor(4, "sum", 0, 0))


def test_too_many_changes_are_refused_with_the_way_out() -> None:
    changes = tuple((at, PLAIN.changed({"learning_rate": math.sin(at) + 1})) for at in range(2000))
    with pytest.raises(PgvizError, match=r"changed too often .* \(2000 times\): save it"):
        encode(Shared(EXPERIMENT, changes, Cursor(2000, "sum", 0, 0)))


def test_changes_that_repeat_themselves_can_be_too_many_as_well() -> None:
    changes = tuple((at, BOLDER if at % 2 else PLAIN) for at in range(3000))
    with pytest.raises(PgvizError, match="changed too often"):
        encode(Shared(EXPERIMENT, changes, Cursor(3000, "sum", 0, 0)))


def test_an_iteration_that_is_too_far_is_refused_with_the_way_out() -> None:
    with pytest.raises(PgvizError, match="below 1000000, not to 1000000: save the run"):
        encode(replace(Shared(EXPERIMENT, (), CURSOR), cursor=replace(CURSOR, iteration=10**6)))


@pytest.mark.parametrize(
    "arguments", [{"a": (1, 2)}, {"a": float("nan")}, {"a": object()}, {1: "b"}, {"a": {1, 2}}]
)
def test_arguments_that_are_no_plain_values_are_refused(arguments: dict[Any, Any]) -> None:
    spec = EnvironmentSpec("CartPole-v1", arguments)
    with pytest.raises(PgvizError, match="no plain values"):
        encode(Shared(Experiment(spec, PLAIN, 1), (), CURSOR))


# What others may send.


def packed(payload: bytes, version: int = 1) -> str:
    """Write a share string by hand, as the format is described."""
    compressor = zlib.compressobj(wbits=-15)
    rest = compressor.compress(payload) + compressor.flush()
    return coded(bytes([version]) + zlib.crc32(rest).to_bytes(4, "little") + rest)


def coded(raw: bytes) -> str:
    return PREFIX + base64.urlsafe_b64encode(raw).decode().rstrip("=")


def raw_of(text: str) -> bytes:
    return base64.urlsafe_b64decode(text.removeprefix(PREFIX) + "==")


GOOD = encode(Shared(EXPERIMENT, ((2, BOLDER),), CURSOR))
TABLE = json.loads(zlib.decompress(raw_of(GOOD)[5:], wbits=-15))


def test_the_format_is_as_it_is_described() -> None:
    assert decode(packed(json.dumps(TABLE).encode())) == decode(GOOD)
    assert TABLE["environment"] == "pgviz/GridWorld-v0"
    assert TABLE["changes"] == [[2, {"baseline": "mean", "learning_rate": 0.3}]]
    assert TABLE["cursor"] == [39, 3, 2, 1]


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"seed": -1}, "A seed is a whole number"),
        ({"seed": 1.5}, "seed is a whole number"),
        ({"seed": True}, "seed is a whole number"),
        ({"seed": 2**63}, "A seed is a whole number"),
        ({"scenario": "../../secret"}, "There is no scenario"),
        ({"scenario": 5}, "scenario is text"),
        ({"environment": ""}, "is no environment's name"),
        ({"environment": "a\nb"}, "is no environment's name"),
        ({"environment": "x" * 300}, "is no environment's name"),
        ({"arguments": [1]}, "arguments is a table"),
        ({"hyperparameters": {"learning_rate": "1e400"}}, "Step size is between"),
        ({"hyperparameters": {"learning_rate": None}}, "Step size is between"),
        ({"hyperparameters": {"hidden": [[1]]}}, "Hidden units are"),
        ({"hyperparameters": {"baseline": {}}}, "Baseline is"),
        ({"hyperparameters": {"__class__": 1}}, "There is no hyperparameter"),
        ({"changes": [5]}, "is no change of hyperparameters"),
        ({"changes": [[2, {}, 3]]}, "is no change of hyperparameters"),
        ({"changes": [[True, {}]]}, "is no change of hyperparameters"),
        ({"changes": [[3, {}], [3, {}]]}, "is no change of hyperparameters"),
        ({"changes": [[41, {}]]}, "is no change of hyperparameters"),
        ({"changes": [[-1, {}]]}, "is no change of hyperparameters"),
        ({"changes": [[2, {"hidden": [3]}]]}, "hidden can't change in the middle"),
        ({"cursor": [1, 2, 3]}, "is no place in a run"),
        ({"cursor": [10**9, 0, 0, 0]}, "is no place in a run"),
        ({"cursor": [0, 6, 0, 0]}, "is no place in a run"),
        ({"cursor": [0, 0, "0", 0]}, "is no place in a run"),
        ({"cursor": {}}, "cursor is a list"),
        ({"base": 1}, "of another version of pgviz"),
        ({"more": 1}, "more is no key of a share string"),
    ],
)
def test_a_value_that_cannot_be_is_named(changes: dict[str, Any], complaint: str) -> None:
    with pytest.raises(PgvizError, match=complaint) as refused:
        decode(packed(json.dumps(TABLE | changes).encode()))
    text = str(refused.value)
    assert text.startswith("This share string can't be used: ")
    assert len(text) < 500
    assert "\n" not in text


@pytest.mark.parametrize("key", ["base", "cursor", "changes", "hyperparameters", "environment"])
def test_a_key_that_is_missing_is_named(key: str) -> None:
    table = {name: value for name, value in TABLE.items() if name != key}
    with pytest.raises(PgvizError, match=f"{key} is missing|is no environment's name"):
        decode(packed(json.dumps(table).encode()))


DEEP = b"[" * 60_000
BOMB = b'{"cursor":' + b" " * 50_000_000 + b"[]}"


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (lambda: "", "does not begin with"),
        (lambda: "hello", "does not begin with"),
        (lambda: "https://example.org/run", "does not begin with"),
        (lambda: PREFIX, "not whole"),
        (lambda: PREFIX + "A", "not whole"),
        (lambda: PREFIX + "!!!!", "not whole"),
        (lambda: PREFIX + "é" * 20, "not whole"),
        (lambda: GOOD + "A" * 1_000_000, "longer than 8000"),
        (lambda: " " * 1_000_000 + GOOD, "does not begin with"),
        (lambda: packed(b"{}", version=2), "of version 2, and this pgviz reads version 1"),
        (lambda: packed(BOMB)[: LONGEST + 1], "longer than"),
        (lambda: packed(b" " * 5_000_000), "at most 64000 bytes"),
        (lambda: packed(DEEP), "holds no JSON"),
        (lambda: packed(b"{"), "holds no JSON"),
        (lambda: packed(b"\xff\xfe"), "holds no JSON"),
        (lambda: packed(b"[1]"), "holds no table"),
        (lambda: packed(b'{"a": NaN}'), "NaN is no number"),
        (lambda: packed(b'{"a": 1e999}'), "1e999 is no number"),
        (lambda: packed(b'{"a": ' + b"9" * 5000 + b"}"), "holds no JSON"),
        (lambda: packed(b""), "holds no JSON"),
    ],
)
def test_what_is_no_share_string_gets_one_sentence(make: Callable[[], str], complaint: str) -> None:
    with pytest.raises(PgvizError, match=complaint) as refused:
        decode(make())
    assert len(str(refused.value)) < 500


def test_what_is_behind_the_stream_is_refused() -> None:
    rest = raw_of(GOOD)[5:] + b"more"
    with pytest.raises(PgvizError, match="does not hold one table"):
        decode(coded(b"\x01" + zlib.crc32(rest).to_bytes(4, "little") + rest))


def test_every_flipped_bit_and_every_cut_is_noticed() -> None:
    raw = raw_of(GOOD)
    broken = [coded(raw[:length]) for length in range(len(raw))]
    for bit in range(8 * len(raw)):
        flipped = bytearray(raw)
        flipped[bit // 8] ^= 1 << bit % 8
        broken.append(coded(bytes(flipped)))
    for text in broken:
        with pytest.raises(PgvizError, match="This share string can't be used: it is"):
            decode(text)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300) | st.binary(max_size=300).map(coded) | st.binary().map(packed))
def test_noise_is_refused(text: str) -> None:
    with pytest.raises(PgvizError):
        decode(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(TABLE)), JSON)
def test_any_value_is_taken_as_it_is_meant_or_refused(key: str, value: Any) -> None:
    try:
        shared = decode(packed(json.dumps(TABLE | {key: value}).encode()))
    except PgvizError:
        return
    assert decode(encode(shared)) == shared
