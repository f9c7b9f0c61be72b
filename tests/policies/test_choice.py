"""Which policy serves which spaces."""

import pytest

from pgviz.environments.errors import PgvizError
from pgviz.policies.choice import fitting_kinds, make_policy
from tests.policies.cases import box, discrete


@pytest.mark.parametrize(
    ("observations", "actions", "kinds"),
    [
        (discrete(4), discrete(2), ("table", "mlp")),
        (box(3), discrete(2), ("mlp",)),
        (discrete(4), box(2), ("gaussian",)),
        (box(3), box(2), ("gaussian",)),
    ],
)
def test_kinds_that_fit(observations, actions, kinds):
    assert fitting_kinds(observations, actions) == kinds
    first = make_policy(kinds[0], observations, actions, (3,), "tanh")
    assert make_policy("auto", observations, actions, (3,), "tanh") == first


@pytest.mark.parametrize(
    ("kind", "observations", "actions", "fitting"),
    [
        ("table", box(3), discrete(2), "choose mlp"),
        ("gaussian", discrete(4), discrete(2), "choose table or mlp"),
        ("mlp", box(3), box(2), "choose gaussian"),
    ],
)
def test_another_kind_is_refused_with_those_that_fit(kind, observations, actions, fitting):
    with pytest.raises(PgvizError, match=rf"Policy {kind} does not fit .*; {fitting}\."):
        make_policy(kind, observations, actions, (), "tanh")


@pytest.mark.parametrize(
    ("kind", "hidden", "said"),
    [
        ("table", (), "softmax table"),
        ("mlp", (), "linear softmax"),
        ("mlp", (3,), "softmax network"),
    ],
)
def test_a_policy_says_what_it_is(kind, hidden, said):
    assert make_policy(kind, discrete(4), discrete(2), hidden, "relu").kind == said


@pytest.mark.parametrize(
    ("hidden", "said"), [((), "linear Gaussian"), ((3, 3), "Gaussian network")]
)
def test_a_gaussian_says_what_it_is(hidden, said):
    assert make_policy("auto", box(3), box(2), hidden, "tanh").kind == said
