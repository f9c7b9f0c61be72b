"""θ from the command line: numbers with commas between them, or a file of NumPy's."""

from pathlib import Path

import numpy as np

from pgviz.environments.errors import PgvizError, describe, shorten

REAL = "fiu"  # NumPy's kinds of numbers that are real


def read_theta(text: str) -> np.ndarray:
    """Return the θ that `text` is, or that is in the .npy file it names, [parameters].

    Raises PgvizError where it is neither. Nothing in a file is ever executed.
    """
    return _from_file(Path(text)) if text.endswith(".npy") else _from_text(text)


def _from_text(text: str) -> np.ndarray:
    try:
        return np.array([float(part) for part in text.split(",")])
    except ValueError:
        raise PgvizError(
            f"θ is numbers with commas between them, or a .npy file, not {shorten(text, 80)!r}."
        ) from None


def _from_file(path: Path) -> np.ndarray:
    if not path.is_file():  # a pipe, say, might never end
        raise PgvizError(f"There is no file {path}.")
    try:
        # Mapped, so that a header which promises more than the file holds allocates nothing.
        array = np.load(path, mmap_mode="r", allow_pickle=False)
    except Exception as error:  # a damaged file raises almost anything in NumPy's reader
        raise PgvizError(f"{path} is no array that NumPy can read: {describe(error)}") from error
    if not isinstance(array, np.ndarray) or array.ndim != 1 or array.dtype.kind not in REAL:
        raise PgvizError(f"{path} holds no list of real numbers.")
    return array
