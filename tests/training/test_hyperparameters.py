"""Hyperparameters: how values are written, changed and compared."""

import pytest

from pgviz.environments.errors import PgvizError
from pgviz.training.declarations import Choice, Integer, Number, Sizes
from pgviz.training.hyperparameters import DECLARATIONS, Hyperparameters

KEYS = {
    "batch_size",
    "horizon",
    "discount",
    "learning_rate",
    "optimizer",
    "return",
    "baseline",
    "standardise",
    "discount_weighting",
    "average",
    "entropy_bonus",
    "gradient_clip",
    "policy",
    "hidden",
    "activation",
    "init_scale",
    "mistake",
}

ACCEPTED = [
    ("batch_size", " 64 ", 64),
    ("batch_size", "1e3", 1000),
    ("batch_size", 8.0, 8),
    ("discount", "0.99", 0.99),
    ("discount", 0, 0.0),
    ("discount", 1, 1.0),
    ("learning_rate", "1e-300", 1e-300),
    ("gradient_clip", "off", 0.0),
    ("gradient_clip", "0.5", 0.5),
    ("return", "To-Go", "to-go"),
    ("baseline", "leave_one_out", "leave-one-out"),
    ("standardise", "ON", True),
    ("standardise", "false", False),
    ("discount_weighting", False, False),
    ("average", "time steps", "steps"),
    ("hidden", "64x64", (64, 64)),
    ("hidden", "16, 8", (16, 8)),
    ("hidden", "none", ()),
    ("hidden", (), ()),
    ("hidden", [16], (16,)),
    ("hidden", 16, (16,)),
]


@pytest.mark.parametrize(("key", "value", "expected"), ACCEPTED)
def test_ways_to_write_a_value(key, value, expected):
    parsed = Hyperparameters().changed({key: value}).as_mapping()[key]
    assert parsed == expected
    assert type(parsed) is type(expected)


def values_of(declaration):
    """Return values at the bounds of a declaration, and its default."""
    if isinstance(declaration, Choice):
        return [option.value for option in declaration.options]
    if isinstance(declaration, Sizes):
        return [(), (1,), (declaration.high,) * declaration.most, declaration.default]
    assert isinstance(declaration, Number)
    between = [] if isinstance(declaration, Integer) else [declaration.low + 0.1, 1 / 3, 5e-324]
    ends = [type(declaration.default)(x) for x in (declaration.low, declaration.high)]
    return [*ends, *between, declaration.default]


@pytest.mark.parametrize("declaration", DECLARATIONS.values(), ids=DECLARATIONS.keys())
def test_every_value_survives_being_written_and_read(declaration):
    for value in values_of(declaration):
        assert declaration.parse(value) == value
        read = declaration.parse(declaration.text(value))
        assert read == value
        assert type(read) is type(value)


@pytest.mark.parametrize("declaration", DECLARATIONS.values(), ids=DECLARATIONS.keys())
def test_a_declaration_says_all_that_a_form_shows(declaration):
    assert declaration.label
    assert declaration.group
    assert declaration.help.endswith(".")
    if isinstance(declaration, Choice):
        assert all(option.label and option.help.endswith(".") for option in declaration.options)


def test_the_defaults_are_the_plain_formula():
    estimator = Hyperparameters().estimator
    assert (estimator.return_, estimator.baseline) == ("whole", "none")
    assert (estimator.average, estimator.discount_weighting) == ("trajectories", True)
    assert not estimator.standardise


def test_the_keys_are_those_of_the_command_line():
    assert set(DECLARATIONS) == KEYS
    assert list(Hyperparameters().as_mapping()) == list(DECLARATIONS)


@pytest.mark.parametrize("key", ["lr", "return_", "", "x" * 1_000_000, "a\nb"])
def test_an_unknown_key_is_refused_with_those_there_are(key):
    with pytest.raises(
        PgvizError, match=r"^There is no hyperparameter '.*learning_rate"
    ) as refused:
        Hyperparameters().changed({key: 1})
    assert len(str(refused.value)) < 300
    assert "\n" not in str(refused.value)


def test_a_refused_change_leaves_everything_as_it_was():
    before = Hyperparameters(discount=0.5)
    with pytest.raises(PgvizError):
        before.changed({"horizon": 7, "discount": 2.0})
    assert before == Hyperparameters(discount=0.5)


def test_changes_and_differences():
    before = Hyperparameters()
    after = before.changed({"return": "to-go", "horizon": "7", "hidden": "none"})
    expected = {"horizon": (100, 7), "return": ("whole", "to-go"), "hidden": ((32,), ())}
    assert before.differences(after) == expected
    assert after.differences(after) == {}
    assert before == Hyperparameters()
    assert Hyperparameters().changed(after.as_mapping()) == after


def test_only_the_policy_begins_learning_anew():
    restarting = {key for key, declaration in DECLARATIONS.items() if declaration.restarts}
    assert restarting == {"policy", "hidden", "activation", "init_scale"}
