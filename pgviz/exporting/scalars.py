"""The figures of every iteration, as a table and as JSON: all digits, changes, and mistakes."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pgviz.estimation.mistakes import mark_of
from pgviz.exporting.about import as_written, spoilt_by
from pgviz.exporting.run import Run
from pgviz.exporting.writing import write_csv, write_json


def write_scalars_csv(path: Path, run: Run) -> None:
    """Write a row an iteration: its figures, what was changed before it, and any mistake in it.

    A figure that is unknown is left empty. Raises PgvizError where the file can't be written.
    """
    changes = run.changes
    rows = [
        (*figures, _changed(changes.get(number, {})), mistake_in(run, number))
        for number, figures in _rows(run)
    ]
    write_csv(path, [*run.scalars, "changed", "mistake"], rows)


def write_scalars_json(path: Path, run: Run) -> None:
    """Write what the run was made with, its changes, and its figures, one object an iteration.

    A figure that is unknown is null. Raises PgvizError where the file can't be written.
    """
    write_json(path, scalars_json(run))


def scalars_json(run: Run) -> dict[str, Any]:
    """Return what `write_scalars_json` writes, with NaN for what is unknown."""
    return {
        **as_written(run.experiment),
        "mistake": mistakes_of(run),
        "changes": [
            {
                "iteration": number,
                "hyperparameters": {key: _pair(*pair) for key, pair in of.items()},
            }
            for number, of in run.changes.items()
        ],
        "iterations": [
            {**dict(zip(run.scalars, figures, strict=True)), "mistake": mistake_in(run, number)}
            for number, figures in _rows(run)
        ],
    }


def mistakes_of(run: Run) -> str | None:
    """Return in words which mistakes have spoilt the iterations that it holds, None if none."""
    made = (
        spoilt_by(chosen.estimator)
        for number, (begin, chosen) in enumerate(run.settings)
        if _overlaps(run, number, begin)
    )
    return " ".join(dict.fromkeys(each for each in made if each)) or None


def mistake_in(run: Run, iteration: int) -> str | None:
    """Return the mark of the mistake that an iteration was made with, None if none."""
    return mark_of(run.hyperparameters_at(iteration).estimator) or None


def _overlaps(run: Run, number: int, begin: int) -> bool:
    later = run.settings[number + 1 :]
    end = later[0][0] if later else run.numbers.stop
    return begin < run.numbers.stop and run.numbers.start < end


def _rows(run: Run) -> Iterator[tuple[int, tuple[Any, ...]]]:
    columns = (column.tolist() for column in run.scalars.values())
    for figures in zip(*columns, strict=True):
        yield figures[list(run.scalars).index("iteration")], figures


def _pair(before: Any, now: Any) -> Mapping[str, Any]:
    return {"before": before, "now": now}


def _changed(differences: Mapping[str, tuple[Any, Any]]) -> str:
    return "; ".join(f"{key}={now}" for key, (_, now) in differences.items())
