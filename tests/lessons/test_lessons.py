"""The lessons can be read, and what they need is what their scenarios can do."""

from pathlib import Path

import pytest

from pgviz.environments import PgvizError
from pgviz.lessons.lessons import lesson, lessons, lessons_for, read_lesson
from pgviz.lessons.scenarios import NAMES as SCENARIOS
from pgviz.lessons.scenarios import scenario
from pgviz.resources import resource

WHOLE = """
claim = "What is wrongly believed."
truth = "What is so."
try = "What to do."
scene = "nudge"
line = 3
scenarios = ["two-step", "bandit"]

[hyperparameters]
discount = 0.5
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_file_is_read_whole(tmp_path):
    read = read_lesson(written(tmp_path, WHOLE))
    assert (read.name, read.claim, read.truth) == (
        "mine",
        "What is wrongly believed.",
        "What is so.",
    )
    assert (read.attempt, read.scene, read.line) == ("What to do.", "nudge", 3)
    assert (read.scenarios, read.changes) == (("two-step", "bandit"), {"discount": 0.5})


def test_every_file_is_listed_once():
    files = {path.stem for path in Path(resource("lessons")).glob("*.toml")}
    names = [each.name for each in lessons()]
    assert len(names) == len(set(names)) == 10
    assert set(names) == files


@pytest.mark.parametrize("each", lessons(), ids=lambda each: each.name)
def test_a_lesson_applies_to_its_own_scenarios_and_else_opens_its_first(each):
    here = scenario(each.scenarios[-1]).experiment
    applied = each.applied(here)
    assert (applied.scenario, applied.seed) == (here.scenario, here.seed)
    changed = here.hyperparameters.differences(applied.hyperparameters)
    assert changed.keys() <= each.changes.keys()
    away = next(name for name in SCENARIOS if name not in each.scenarios)
    elsewhere = each.applied(scenario(away).experiment)
    assert elsewhere.scenario == each.scenarios[0]
    values = elsewhere.hyperparameters.as_mapping()
    assert {key: values[key] for key in each.changes} == dict(each.changes)


def test_a_scenario_lists_its_lessons():
    assert [each.name for each in lessons_for("bandit")] == ["pushes", "baseline", "loss"]
    assert lessons_for(None) == ()


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ('claim = "What is wrongly believed."', "", "claim is missing"),
        ("line = 3", "line = 11", "line is a number from 1 to 10, not 11"),
        ("line = 3", 'line = "3"', "line is a whole number"),
        ("line = 3", "line = 3\nlime = 3", "lime is no key of a lesson"),
        ('["two-step", "bandit"]', "[]", "scenarios names at least one"),
        ('"bandit"]', '"bandid"]', "'bandid' is no scenario"),
        ("discount = 0.5", "discount = 5", "Discount is between 0 and 1, not 5"),
        ("discount = 0.5", "disc = 5", "no hyperparameter 'disc'"),
        ("line = 3", "line = ", "Invalid value"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path, before, after, problem):
    assert before in WHOLE
    with pytest.raises(PgvizError) as raised:
        read_lesson(written(tmp_path, WHOLE.replace(before, after)))
    assert str(raised.value).startswith("mine.toml: ")
    assert problem in str(raised.value)


def test_a_missing_file_and_an_unknown_name_are_told(tmp_path):
    with pytest.raises(PgvizError, match=r"none\.toml: "):
        read_lesson(tmp_path / "none.toml")
    with pytest.raises(PgvizError, match="There is no lesson 'none'; there are return, log"):
        lesson("none")
