"""A result is on disk whole, or the old one still is; and nothing claims to be saved that isn't."""

import json
import os
from pathlib import Path

import numpy as np
import pytest

from pgviz.cli import main
from pgviz.environments import PgvizError
from pgviz.exporting.writing import json_text, require_writable, write_csv, write_text


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path):
    path = tmp_path / "数据 out.json"
    for text in ("old", "new σ"):
        write_text(path, text)
    assert path.read_text("utf-8") == "new σ"
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_as_long_as_can_be(tmp_path):
    path = tmp_path / ("n" * 255)
    write_text(path, "new")
    assert path.read_text() == "new"


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "file").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    write_text(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_text() == "new"


def test_a_device_is_written_to_and_not_replaced(tmp_path):
    (tmp_path / "null").symlink_to(os.devnull)
    write_text(tmp_path / "null", "gone")
    assert Path(os.devnull).is_char_device()


def test_an_old_file_survives_a_failure(tmp_path):
    path = tmp_path / "out.json"
    path.write_text("old")
    (tmp_path / f".pgviz-{os.getpid()}").mkdir()  # in the way of the new one
    with pytest.raises(PgvizError, match=r"out\.json can't be written: Is a directory"):
        write_text(path, "new")
    assert path.read_text() == "old"


def test_a_full_disk_is_told_and_nothing_said_to_be_saved(tmp_path, capsys):
    (tmp_path / "full").symlink_to("/dev/full")
    words = ["train", "--scenario", "two-step", "--iterations", "1"]
    assert main([*words, "--json", str(tmp_path / "full")]) == 2
    out, err = capsys.readouterr()
    assert "saved" not in out
    assert err == f"pgviz: {tmp_path}/full can't be written: No space left on device.\n"


def test_numbers_keep_every_digit_and_what_is_none_is_null():
    value = {"a": np.array([0.1, 1 / 3, np.nan]), "b": (1, float("inf")), "c": {"d": None}}
    read = json.loads(json_text(value))
    assert read == {"a": [0.1, 1 / 3, None], "b": [1, None], "c": {"d": None}}


def test_a_table_quotes_what_needs_it(tmp_path):
    write_csv(tmp_path / "t.csv", ["a,b", "c"], [(1.5, float("nan"))])
    assert (tmp_path / "t.csv").read_text() == '"a,b",c\n1.5,\n'


def test_places_that_can_be_written_are_accepted(tmp_path):
    require_writable(tmp_path / "new.json")
    require_writable(Path(os.devnull))
