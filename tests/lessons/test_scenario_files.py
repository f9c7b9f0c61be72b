"""Scenario files that can't be used are refused with the file and the key."""

from pathlib import Path

import pytest

from pgviz.environments import EnvironmentSpec, PgvizError
from pgviz.lessons.known import Known
from pgviz.lessons.scenarios import read_scenario

WHOLE = """
title = "A title"
summary = "What to look at."
text = '''
What to try,
on two lines.
'''
seed = 7
iterations = 30

[environment]
id = "pgviz/GridWorld-v0"
arguments = { slip = 0.1 }

[hyperparameters]
batch_size = 5
return = "to-go"
hidden = [8, 4]
standardise = "on"

[known]
objective = -3.5
at = "at p = 0.5"
source = "a book"
kind = "bound"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_file_is_read_whole(tmp_path):
    read = read_scenario(written(tmp_path, WHOLE))
    assert (read.name, read.title, read.summary) == ("mine", "A title", "What to look at.")
    assert read.text == "What to try, on two lines."
    assert read.iterations == 30
    assert read.experiment.environment == EnvironmentSpec("pgviz/GridWorld-v0", {"slip": 0.1})
    assert read.experiment.seed == 7
    values = read.experiment.hyperparameters.as_mapping()
    assert (values["batch_size"], values["return"], values["hidden"]) == (5, "to-go", (8, 4))
    assert values["standardise"] is True
    assert read.known == Known(-3.5, "at p = 0.5", "a book", "bound")


def test_nothing_has_to_be_known(tmp_path):
    assert read_scenario(written(tmp_path, WHOLE[: WHOLE.index("[known]")])).known is None


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ('title = "A title"', "", "title is missing"),
        ('title = "A title"', "title = 3", "title is text, not 3"),
        ("seed = 7", "seed = 1.5", "seed is a whole number, not 1.5"),
        ("seed = 7", "seed = true", "seed is a whole number, not True"),
        ("seed = 7", "seed = -1", "seed is a whole number from 0"),
        ("iterations = 30", "iterations = 0", "iterations is at least 1, not 0"),
        ("seed = 7", "seed = 7\nsede = 8", "sede is no key"),
        ('id = "pgviz/GridWorld-v0"', "", "environment.id is missing"),
        ("slip = 0.1 }", "slip = 0.1 }\nargument = 3", "environment.argument is no key"),
        ("{ slip = 0.1 }", "3", "environment.arguments is a table, not 3"),
        ("batch_size = 5", "batch_size = 0", "rajectories is a whole number between 1"),
        ("batch_size = 5", "batchsize = 5", "no hyperparameter 'batchsize'"),
        ('standardise = "on"', "standardise = nan", "tandardise is on or off"),
        ("[environment]", "[environment", "line 11"),
        ("objective = -3.5", "", "known.objective is missing"),
        ("objective = -3.5", "objective = 3", "known.objective is a number, not 3"),
        ("objective = -3.5", "objective = nan", "known.objective is a finite number, not nan"),
        ('kind = "bound"', 'kind = "worst"', "known.kind is one of best, bound, solved, not"),
        ('kind = "bound"', "page = 3", "known.page is no key"),
    ],
)
def test_a_fault_is_told_with_the_file_and_the_key(tmp_path, before, after, problem):
    assert before in WHOLE
    path = written(tmp_path, WHOLE.replace(before, after))
    with pytest.raises(PgvizError, match=problem) as refusal:
        read_scenario(path)
    assert str(refusal.value).startswith("mine.toml: ")
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("content", [b"", b"\x00", b"\xff\xfe\x00", b"\x1f\x8b\x08", b"GIF89a;"])
def test_what_is_no_toml_is_refused(tmp_path, content):
    path = tmp_path / "mine.toml"
    path.write_bytes(content)
    with pytest.raises(PgvizError, match=r"^mine\.toml: "):
        read_scenario(path)


def test_what_is_not_there_is_refused(tmp_path):
    with pytest.raises(PgvizError, match=r"^none\.toml: .*No such file"):
        read_scenario(tmp_path / "none.toml")
