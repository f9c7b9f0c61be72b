"""From a shared run to its share string."""

import base64
import json
import zlib
from itertools import pairwise
from typing import Any

from pgviz.environments.errors import PgvizError
from pgviz.lessons.sharing.base import base_of, fingerprint, json_of, start_of
from pgviz.lessons.sharing.format import (
    LARGEST,
    LONGEST,
    MOST_ITERATIONS,
    PREFIX,
    RAW,
    VERSION,
)
from pgviz.lessons.sharing.shared import Shared
from pgviz.training.cursor import PHASES, Cursor
from pgviz.training.hyperparameters import Hyperparameters


def encode(shared: Shared) -> str:
    """Return the share string; raises PgvizError where it can't be one or would be too long."""
    _require_near(shared.cursor)
    written = _written(shared)
    packed = _compressed(written)
    checked = bytes([VERSION]) + zlib.crc32(packed).to_bytes(4, "little") + packed
    text = PREFIX + base64.urlsafe_b64encode(checked).decode("ascii").rstrip("=")
    if len(text) > LONGEST or len(written) > LARGEST:
        times = len(shared.changes)
        raise PgvizError(
            f"This run was changed too often for a share string ({times} times): save it as a file."
        )
    return text


def _require_near(cursor: Cursor) -> None:
    if cursor.iteration >= MOST_ITERATIONS:
        raise PgvizError(
            f"A share string leads to iterations below {MOST_ITERATIONS}, not to "
            f"{cursor.iteration}: save the run as a file."
        )


def _written(shared: Shared) -> bytes:
    experiment, cursor = shared.experiment, shared.cursor
    base, name = base_of(experiment.scenario), experiment.scenario
    start, of_base = start_of(experiment), start_of(base)
    _require_plain(start["arguments"])
    table = {key: start[key] for key in start if json_of(start[key]) != json_of(of_base[key])}
    made_with = [base.hyperparameters, experiment.hyperparameters]
    made_with += [hyperparameters for _, hyperparameters in shared.changes]
    begun, *changed = [_changes(*pair) for pair in pairwise(made_with)]
    numbers = [iteration for iteration, _ in shared.changes]
    table |= {"scenario": name} if name is not None else {}
    table |= {
        "base": fingerprint(base),
        "hyperparameters": begun,
        "changes": list(zip(numbers, changed, strict=True)),
        "cursor": [cursor.iteration, PHASES.index(cursor.phase), cursor.trajectory, cursor.step],
    }
    return json_of(table)


def _changes(before: Hyperparameters, after: Hyperparameters) -> dict[str, Any]:
    return {key: now for key, (_, now) in before.differences(after).items()}


def _require_plain(arguments: dict[str, Any]) -> None:
    try:
        plain = json.loads(json_of(arguments)) == arguments
    except (TypeError, ValueError, RecursionError):
        plain = False
    if not plain:
        raise PgvizError("The environment's arguments are no plain values, which alone are shared.")


def _compressed(written: bytes) -> bytes:
    compressor = zlib.compressobj(9, wbits=RAW)
    return compressor.compress(written) + compressor.flush()
