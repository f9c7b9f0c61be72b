"""The checks pass; each mistake of the menu, and each broken part, is caught by one at least."""

import json

import pytest

from pgviz.environments.errors import PgvizError
from pgviz.estimation.mistakes import MISTAKES
from pgviz.resources import resource
from pgviz.verification.suite import CHECKS, count, run_checks
from tests.known_answers import ANSWERS

SLOW = ("known-bandit", "known-cartpole")
KNOWN = [check.name for check in CHECKS if check.name.startswith("known")]
QUICK = [check.name for check in CHECKS if check.name not in SLOW]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_every_check_passes(check):
    outcomes = list(run_checks([check.name]))
    assert outcomes
    assert [(each.subject, each.difference) for each in outcomes if not each.passed] == []
    assert {each.check for each in outcomes} == {check}


def test_a_check_is_said_in_one_sentence():
    for check in CHECKS:
        assert check.sentence.endswith(".")
        assert len(check.title) <= 40
    assert len({check.name for check in CHECKS}) == len(CHECKS)


def test_what_is_compared_is_said_and_where_the_other_number_comes_from():
    outcomes = list(run_checks(QUICK))
    assert all(each.subject and each.other_source for each in outcomes)
    places = [(each.check.name, each.subject) for each in outcomes]
    assert len(set(places)) == len(places)


def test_how_many_there_are_is_known_before():
    chosen = ["known-two-step", "scores"]
    assert count(chosen) == len(list(run_checks(chosen)))
    assert count() == sum(count([check.name]) for check in CHECKS)


@pytest.mark.parametrize("mistake", [name for name in MISTAKES if name != "none"])
def test_every_mistake_of_the_menu_is_caught(mistake):
    assert not all(each.passed for each in run_checks(QUICK, mistake=mistake))
    assert all(each.passed for each in run_checks(["scores"], mistake=mistake))  # they stay right


def test_every_key_of_the_known_answers_is_looked_at():
    text = resource("known-answers.json").read_text("utf-8")
    compared = {str(each.other) for each in run_checks(KNOWN)}
    for number in ("-16.1905", "8.47619", "192.0", "19.9665", "4340.026", "295.0", "22.19", "84.2"):
        assert number.removesuffix(".0") in text
        assert number in compared


GIVEN = ("p", "q", "trajectories")  # what an answer is about, not the answer


def tripled(value):
    if isinstance(value, dict):
        return {key: each if key in GIVEN else tripled(each) for key, each in value.items()}
    if isinstance(value, list):
        return [tripled(each) for each in value]
    return 3 * value if isinstance(value, int | float) else value


@pytest.mark.parametrize("name", [name for name in KNOWN if name != "known-two-step"])
def test_a_wrong_answer_in_the_file_is_caught(monkeypatch, tmp_path, name):
    (tmp_path / "known-answers.json").write_text(json.dumps(tripled(ANSWERS)), "utf-8")
    monkeypatch.setattr("pgviz.verification.known_answers.resource", tmp_path.joinpath)
    passed = {each.subject for each in run_checks([name]) if each.passed}
    assert passed <= {"∇J at the optimum"}  # which is 0 whatever the file says


def test_a_checkpoint_is_passed_before_every_comparison_and_may_end_it():
    class Enough(Exception):
        pass

    passed = []

    def twice():
        passed.append(1)
        if len(passed) > 2:
            raise Enough

    made = []
    with pytest.raises(Enough):
        made.extend(run_checks(["scores"], twice))
    assert len(passed) == 3


def test_an_unknown_check_is_refused_with_those_there_are():
    with pytest.raises(PgvizError, match="no check 'score'; there are scores, expected-score"):
        list(run_checks(["score"]))
    with pytest.raises(PgvizError, match="no check 'score'"):
        count(["score"])
