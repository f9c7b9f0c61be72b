"""What is no value of a hyperparameter, and the sentence that says so."""

import math

import numpy as np
import pytest

from pgviz.environments.errors import PgvizError
from pgviz.training.hyperparameters import DECLARATIONS, Hyperparameters

NEVER = {
    "empty": "",
    "spaces": "   ",
    "letters": "abc",
    "overflow": "1e400",
    "nan": "nan",
    "inf": "inf",
    "negative": "-1",
    "decimal comma": "0,99",
    "a million characters": "9" * 1_000_000,
    "a million letters": "x" * 1_000_000,
    "a line break": "on\nnone\n",
    "the float nan": math.nan,
    "the float inf": math.inf,
    "a huge integer": 10**400,
    "an integer too long to write": 10**5000,
    "None": None,
    "bytes": b"1",
    "a mapping": {"value": 1},
    "a nested list": [[1]],
    "an array": np.array([1.0, 2.0]),
    "an object": object(),
}

OUT_OF_BOUNDS = [
    ("batch_size", 0),
    ("batch_size", 10**6),
    ("batch_size", 1.5),
    ("batch_size", "1.5"),
    ("batch_size", True),
    ("horizon", 0),
    ("horizon", 10**7),
    ("discount", 1.0001),
    ("discount", -1e-9),
    ("discount", False),
    ("learning_rate", 1e30),
    ("gradient_clip", 1e7),
    ("entropy_bonus", -0.1),
    ("standardise", 1),
    ("standardise", "maybe"),
    ("return", True),
    ("baseline", "average"),
    ("hidden", "32,"),
    ("hidden", "0"),
    ("hidden", (32, 0)),
    ("hidden", (32, 32.0)),
    ("hidden", (True,)),
    ("hidden", (1, 1, 1, 1)),
    ("hidden", 4097),
    ("hidden", True),
    ("init_scale", 101),
]


@pytest.mark.parametrize("key", DECLARATIONS)
@pytest.mark.parametrize("value", NEVER.values(), ids=NEVER.keys())
def test_what_is_no_value_of_anything_is_refused(key, value):
    with pytest.raises(PgvizError) as refused:
        Hyperparameters().changed({key: value})
    _is_a_short_sentence_that_helps(str(refused.value), DECLARATIONS[key])


@pytest.mark.parametrize(("key", "value"), OUT_OF_BOUNDS)
def test_what_is_out_of_bounds_is_refused(key, value):
    with pytest.raises(PgvizError) as refused:
        Hyperparameters().changed({key: value})
    _is_a_short_sentence_that_helps(str(refused.value), DECLARATIONS[key])


def _is_a_short_sentence_that_helps(message, declaration):
    assert message.lower().startswith(declaration.label.lower())
    assert message[0].isupper()
    assert declaration.bounds() in message
    assert message.endswith(".")
    assert len(message) < 200
    assert "\n" not in message


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("discount", 1.5, "Discount is between 0 and 1, not 1.5."),
        ("horizon", "", "Horizon is a whole number between 1 and 100\u202f000, not empty."),
        ("return", "some", "Return is whole or to-go, not some."),
        ("standardise", 2, "Standardise is on or off, not 2."),
        (
            "gradient_clip",
            "-1",
            "Clip ‖ĝ‖ is between 0 and 1\u202f000\u202f000 (0 is off), not -1.",
        ),
        (
            "hidden",
            "a",
            "Hidden units are up to 3 whole numbers between 1 and 4\u202f096, "
            "with commas between them, or none, not a.",
        ),
    ],
)
def test_sentences(key, value, message):
    with pytest.raises(PgvizError) as refused:
        Hyperparameters().changed({key: value})
    assert str(refused.value) == message
