"""A clip: pictures one after the other, as GIF, APNG or MP4."""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from pgviz.environments.errors import PgvizError
from pgviz.environments.world import Checkpoint, proceed
from pgviz.exporting.extras import need
from pgviz.exporting.writing import write_bytes

Frames = Iterable[np.ndarray]
"""Pictures of one size, [height, width, 3] uint8, made when they are asked for."""

SECOND = 1000  # ms
FASTEST = 50.0  # frames a second: a GIF counts hundredths, and programs show no shorter one

MEMORY = 2**30  # bytes that the frames of a clip may take


@dataclass(frozen=True)
class ClipFormat:
    """A kind of file, and what makes it."""

    suffix: str
    label: str
    encode: Callable[[Frames, float], bytes]
    find: Callable[[], Any]  # raises PgvizError where its package is missing
    held: int  # bytes a pixel that are kept of every frame until the file is written


def write_clip(path: Path, frames: Frames, rate: float, checkpoint: Checkpoint = proceed) -> None:
    """Write so many frames a second; the file's suffix says how.

    `checkpoint` is called before the file is written; what it or the frames raise passes through,
    and no file is written then. Raises PgvizError where there is no frame, a package is missing,
    or the file can't be written.
    """
    content = clip_format(path).encode(_some(frames), _checked(rate))
    checkpoint()
    write_bytes(path, content)


def clip_format(path: Path) -> ClipFormat:
    """Return the format that a file's suffix names.

    Raises PgvizError where it names none, or where the package that makes it is missing.
    """
    chosen = CLIP_FORMATS.get(path.suffix.lower())
    if chosen is None:
        raise PgvizError(f"A clip is a {', '.join(CLIP_FORMATS)} file, not {path.name!r}.")
    chosen.find()
    return chosen


def require_room(chosen: ClipFormat, count: int, size: tuple[int, int]) -> None:
    """Raise PgvizError where so many frames of this size, in px, take more memory than they may."""
    needed = chosen.held * count * size[0] * size[1]
    if needed > MEMORY:
        raise PgvizError(
            f"{count} frames would take {needed / 2**30:.3g} GiB of memory, more than the "
            f"{MEMORY / 2**30:.3g} GiB they may; choose fewer iterations, a smaller size, or .mp4."
        )


def _pillow() -> Any:
    return need("PIL.Image", "Pillow", "export", "A GIF or an APNG")


def _av() -> Any:
    return need("av", "PyAV", "video", "An MP4")


def _gif(frames: Frames, rate: float) -> bytes:
    return _images((_palette_of(image) for image in _opened(frames)), rate, "GIF")


def _apng(frames: Frames, rate: float) -> bytes:
    return _images(_opened(frames), rate, "PNG")


def _opened(frames: Frames) -> Iterator[Any]:
    return (_pillow().fromarray(frame) for frame in frames)


def _palette_of(image: Any) -> Any:
    """Return an image in 256 colours of its own, without the noise of dithering."""
    return image.quantize(256, dither=_pillow().Dither.NONE)


def _images(images: Iterator[Any], rate: float, kind: str) -> bytes:
    file = io.BytesIO()
    first = next(images)
    duration = round(SECOND / rate)
    rest = list(images)  # which Pillow goes through twice
    first.save(file, kind, save_all=True, append_images=rest, duration=duration, loop=0)
    return file.getvalue()


def _mp4(frames: Frames, rate: float) -> bytes:
    av, file, frames = _av(), io.BytesIO(), iter(frames)
    first = _even(next(frames))
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("libx264", Fraction(rate).limit_denominator(1000))
        stream.height, stream.width = first.shape[:2]
        stream.pix_fmt = "yuv420p"  # what every player knows
        for frame in chain([first], map(_even, frames)):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        container.mux(stream.encode())
    return file.getvalue()


def _even(frame: np.ndarray) -> np.ndarray:
    """Return the frame with sides of even length, which the codec wants, its edges repeated."""
    height, width = frame.shape[:2]
    return np.pad(frame, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")


def _some(frames: Frames) -> Iterator[np.ndarray]:
    frames = iter(frames)
    for first in frames:
        return chain([first], frames)
    raise PgvizError("A clip has at least one frame.")


def _checked(rate: float) -> float:
    if not 0.0 < rate <= FASTEST:
        raise PgvizError(f"A clip has up to {FASTEST:g} frames a second, not {rate:g}.")
    return rate


CLIP_FORMATS: Mapping[str, ClipFormat] = {
    each.suffix: each
    for each in (
        ClipFormat(".gif", "GIF: plays everywhere", _gif, _pillow, held=1),
        ClipFormat(".apng", "APNG: all colours", _apng, _pillow, held=3),
        ClipFormat(".png", "APNG: all colours", _apng, _pillow, held=3),
        ClipFormat(".mp4", "MP4: small", _mp4, _av, held=0),
    )
}
