"""Share strings: a run, and the place in it that is shown, as a link of a few hundred characters.

    pgviz://run/ and, in base64url without padding: 1 byte version, 4 bytes CRC-32 of the rest in
    little-endian order, and the rest: JSON, compressed as a raw deflate stream

The JSON holds what differs from the scenario that the run began as, or from the defaults.
"""

import base64
import json
import math
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import lt
from typing import Any, NoReturn

from pgviz.environments.errors import PgvizError, shorten
from pgviz.environments.world import EnvironmentSpec
from pgviz.lessons.scenarios import scenario
from pgviz.lessons.tables import check_keys
from pgviz.training.commands import Advance, Command, SetHyperparameters
from pgviz.training.cursor import PHASES, Cursor
from pgviz.training.experiment import Experiment
from pgviz.training.history import Setting
from pgviz.training.hyperparameters import DECLARATIONS, Hyperparameters

SCHEME = "pgviz://"
PREFIX = f"{SCHEME}run/"  # behind a slash, for programs lower the case of what comes before it
VERSION = 1
LONGEST = 8_000  # characters of a string
LARGEST = 64_000  # bytes of its JSON
MOST_ITERATIONS = 1_000_000  # that are made again to come to the cursor
MOST_TRAJECTORIES, MOST_STEPS = 100_000, 100_000  # of a batch, and of one of them
LONGEST_ID = 200  # characters of an environment's
RAW = -zlib.MAX_WBITS  # a deflate stream without zlib's own header and checksum

REQUIRED = {"base": int, "hyperparameters": dict, "changes": list, "cursor": list}
OPTIONAL = {"scenario": str, "environment": str, "arguments": dict, "seed": int}
NOWHERE = Experiment(EnvironmentSpec(""), Hyperparameters(), 0)


@dataclass(frozen=True)
class Shared:
    """A run as it began, what was changed in it until the cursor, and the cursor."""

    experiment: Experiment
    changes: tuple[Setting, ...]  # those that hold from an iteration on, in order
    cursor: Cursor

    @property
    def needs_import(self) -> bool:
        """Whether its environment is a module:Id, which runs the module's code."""
        return ":" in self.experiment.environment.id


def share(experiment: Experiment, settings: tuple[Setting, ...], cursor: Cursor) -> Shared:
    """Return what of a run is shared; `settings` are all that it was made with, in order.

    What holds from the iteration after the cursor's on is the last that is shared.
    """
    began = replace(experiment, hyperparameters=settings[0][1])
    known = [each for each in settings[1:] if each[0] <= cursor.iteration + 1]
    return Shared(began, tuple(known), cursor)


def replay_commands(shared: Shared) -> list[Command]:
    """Return what makes the run come to its cursor's iteration, once it has begun."""
    commands: list[Command] = []
    made, count = 0, shared.cursor.iteration + 1
    for iteration, hyperparameters in shared.changes:
        commands += _advances(iteration - made)
        commands.append(SetHyperparameters(hyperparameters))
        made = iteration
    return commands + _advances(count - made)


def _advances(count: int) -> list[Command]:
    return [Advance(count)] if count else []


def encode(shared: Shared) -> str:
    """Return the share string; raises PgvizError where it can't be one or would be too long."""
    packed = _compressed(_written(shared))
    checked = bytes([VERSION]) + zlib.crc32(packed).to_bytes(4, "little") + packed
    text = PREFIX + base64.urlsafe_b64encode(checked).decode("ascii").rstrip("=")
    if len(text) > LONGEST:
        raise PgvizError(
            f"This run was changed too often for a share string ({len(shared.changes)} times): "
            "save it as a file."
        )
    return text


def decode(text: str) -> Shared:
    """Return what a share string holds; nothing of it is run or imported.

    Raises PgvizError, in one sentence, for whatever is no share string of this version.
    """
    try:
        return _read(_table(_unpacked(text)))
    except PgvizError as error:
        reason = shorten(str(error)).rstrip(".")
        raise PgvizError(f"This share string can't be used: {reason}.") from error


def is_share_string(text: str) -> bool:
    """Return whether a text is meant to be a share string, be it a good one or not."""
    return text.strip().lower().startswith(SCHEME)


def _base(name: str | None) -> Experiment:
    """Return what differences are told from."""
    return NOWHERE if name is None else scenario(name).experiment


def _fingerprint(base: Experiment) -> int:
    """Return a number of its own: a later version's scenario of that name may be another."""
    return zlib.crc32(_json([_start(base), base.hyperparameters.as_mapping()]))


def _start(experiment: Experiment) -> dict[str, Any]:
    spec = experiment.environment
    return {
        "environment": spec.id,
        "arguments": dict(spec.arguments),
        "seed": experiment.seed,
    }


# Writing.


def _written(shared: Shared) -> bytes:
    experiment, cursor = shared.experiment, shared.cursor
    base, name = _base(experiment.scenario), experiment.scenario
    start, of_base = _start(experiment), _start(base)
    _require_plain(start["arguments"])
    table = {key: start[key] for key in start if _json(start[key]) != _json(of_base[key])}
    made_with = [base.hyperparameters, experiment.hyperparameters]
    made_with += [hyperparameters for _, hyperparameters in shared.changes]
    begun, *changed = [_changes(*pair) for pair in pairwise(made_with)]
    numbers = [iteration for iteration, _ in shared.changes]
    table |= {"scenario": name} if name is not None else {}
    table |= {
        "base": _fingerprint(base),
        "hyperparameters": begun,
        "changes": list(zip(numbers, changed, strict=True)),
        "cursor": [cursor.iteration, PHASES.index(cursor.phase), cursor.trajectory, cursor.step],
    }
    return _json(table)


def _changes(before: Hyperparameters, after: Hyperparameters) -> dict[str, Any]:
    return {key: now for key, (_, now) in before.differences(after).items()}


def _json(value: object) -> bytes:
    options: dict[str, Any] = {"allow_nan": False, "sort_keys": True, "separators": (",", ":")}
    return json.dumps(value, **options).encode("ascii")


def _require_plain(arguments: dict[str, Any]) -> None:
    try:
        plain = json.loads(_json(arguments)) == arguments
    except (TypeError, ValueError, RecursionError):
        plain = False
    if not plain:
        raise PgvizError("The environment's arguments are no plain values, which alone are shared.")


def _compressed(written: bytes) -> bytes:
    compressor = zlib.compressobj(9, wbits=RAW)
    return compressor.compress(written) + compressor.flush()


# Reading, which trusts nothing.


def _unpacked(text: str) -> bytes:
    text = "".join(text[: 2 * LONGEST].split())  # a mail may have broken it into lines
    if not text.startswith(PREFIX):
        raise PgvizError(f"it does not begin with {PREFIX}")
    if len(text) > LONGEST:
        raise PgvizError(f"it is longer than {LONGEST} characters")
    version, checksum, packed = _parts(text.removeprefix(PREFIX))
    if version != VERSION:
        raise PgvizError(f"it is of version {version}, and this pgviz reads version {VERSION}")
    if checksum != zlib.crc32(packed):
        raise PgvizError("it is not whole, or a character of it is wrong")
    return _decompressed(packed)


def _parts(code: str) -> tuple[int, int, bytes]:
    try:
        checked = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
    except ValueError:  # a character that is none of base64url, or a wrong number of them
        checked = b""
    if len(checked) < 5:
        raise PgvizError("it is not whole, or a character of it is wrong")
    return checked[0], int.from_bytes(checked[1:5], "little"), checked[5:]


def _decompressed(packed: bytes) -> bytes:
    stream = zlib.decompressobj(RAW)
    try:
        written = stream.decompress(packed, LARGEST + 1)
    except zlib.error as error:
        raise PgvizError(f"it can't be decompressed ({error})") from error
    if len(written) > LARGEST or not stream.eof or stream.unused_data:
        raise PgvizError(f"it does not hold one table of at most {LARGEST} bytes")
    return written


def _table(written: bytes) -> dict[str, Any]:
    try:
        table = json.loads(written, parse_constant=_refuse_number, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise PgvizError(f"it holds no JSON ({error})") from error
    if not isinstance(table, dict):
        raise PgvizError("it holds no table")
    check_keys(table, REQUIRED, OPTIONAL, of="share string")
    return table


def _refuse_number(text: str) -> NoReturn:
    raise PgvizError(f"{text} is no number that is shared")


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _refuse_number(text)


def _read(table: Mapping[str, Any]) -> Shared:
    name = table.get("scenario")
    base = _base(name)
    if table["base"] != _fingerprint(base):
        begun = "the defaults are" if name is None else f"the scenario {name} is"
        raise PgvizError(f"{begun} not what it was made with, but of another version of pgviz")
    start = {**_start(base), **table}
    experiment = Experiment(
        EnvironmentSpec(_id(start["environment"]), start["arguments"]),
        base.hyperparameters.changed(table["hyperparameters"]),
        start["seed"],
        name,
    )
    cursor = _cursor(table["cursor"])
    return Shared(experiment, _settings(experiment, table["changes"], cursor), cursor)


def _id(id: str) -> str:
    if not id.isprintable() or not 0 < len(id) <= LONGEST_ID:
        raise PgvizError(f"{shorten(repr(id), 40)} is no environment's name")
    return id


def _cursor(numbers: list[Any]) -> Cursor:
    most = MOST_ITERATIONS, len(PHASES), MOST_TRAJECTORIES, MOST_STEPS
    whole = list(map(type, numbers)) == [int] * len(most)
    if not whole or min(numbers) < 0 or not all(map(lt, numbers, most)):
        raise PgvizError(f"{shorten(repr(numbers), 40)} is no place in a run")
    iteration, phase, trajectory, step = numbers
    return Cursor(iteration, PHASES[phase], trajectory, step)


def _settings(experiment: Experiment, changes: list[Any], cursor: Cursor) -> tuple[Setting, ...]:
    settings: list[Setting] = []
    least, present = 0, experiment.hyperparameters
    for change in changes:
        iteration, values = _change(change, least, cursor.iteration + 1)
        present = present.changed(values)
        settings.append((iteration, present))
        least = iteration + 1
    return tuple(settings)


def _change(change: Any, least: int, most: int) -> tuple[int, dict[str, Any]]:
    if not _is_change(change) or not least <= change[0] <= most:
        raise PgvizError(f"{shorten(repr(change), 60)} is no change of hyperparameters")
    iteration, values = change
    for key in values:
        if key in DECLARATIONS and DECLARATIONS[key].restarts:
            raise PgvizError(f"{key} can't change in the middle of a run")
    return iteration, values


def _is_change(change: Any) -> bool:
    return isinstance(change, list) and list(map(type, change)) == [int, dict]
