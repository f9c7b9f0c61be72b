"""Clips, opened by the libraries that others open them with."""

import subprocess
import sys
from itertools import count

import av
import numpy as np
import pytest
from PIL import Image

from pgviz.environments.errors import PgvizError
from pgviz.exporting.clip import CLIP_FORMATS, require_room, write_clip

SIZE = 41, 63  # odd, as a window's may be
RED, GREEN, BLUE = ([230, 20, 30], [10, 200, 60], [20, 40, 220])


def frames(*colors):
    return (np.full((*SIZE, 3), color, np.uint8) for color in colors)


@pytest.mark.parametrize("suffix", ["gif", "apng", "png"])
def test_pillow_opens_every_frame_of_a_moving_picture(tmp_path, suffix):
    write_clip(tmp_path / f"o.{suffix}", frames(RED, GREEN, BLUE), 8.0)
    with Image.open(tmp_path / f"o.{suffix}") as clip:
        assert clip.n_frames == 3
        assert clip.size == SIZE[::-1]
        for index, color in enumerate((RED, GREEN, BLUE)):
            clip.seek(index)
            assert clip.convert("RGB").getpixel((30, 20)) == tuple(color)
            assert clip.info["duration"] == pytest.approx(125, abs=5)  # a GIF counts hundredths
        assert clip.info["loop"] == 0


def test_a_film_has_its_frames_at_their_times(tmp_path):
    write_clip(tmp_path / "o.mp4", frames(RED, GREEN, BLUE), 8.0)
    with av.open(str(tmp_path / "o.mp4")) as film:
        shown = list(film.decode(video=0))
    assert [frame.time for frame in shown] == [0.0, 0.125, 0.25]
    for frame, color in zip(shown, (RED, GREEN, BLUE), strict=True):
        picture = frame.to_ndarray(format="rgb24")
        assert picture.shape == (42, 64, 3)
        np.testing.assert_allclose(picture[20, 30], color, atol=8)  # colours are compressed


@pytest.mark.parametrize("suffix", ["gif", "apng", "mp4"])
def test_frames_that_are_cancelled_leave_the_old_file(tmp_path, suffix):
    class Cancelled(Exception):
        pass

    def cancelled():
        yield from frames(RED, GREEN)
        raise Cancelled

    path = tmp_path / f"o.{suffix}"
    path.write_bytes(b"old")
    with pytest.raises(Cancelled):
        write_clip(path, cancelled(), 8.0)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_frames_are_made_when_they_are_asked_for(tmp_path):
    with pytest.raises(PgvizError, match=r"A clip is a \.gif, \.apng, \.png, \.mp4 file"):
        write_clip(tmp_path / "o.avi", (pytest.fail(str(k)) for k in count()), 8.0)


@pytest.mark.parametrize("rate", [0.0, -1.0, 51.0, float("nan")])
def test_a_rate_that_cannot_be_is_refused(tmp_path, rate):
    with pytest.raises(PgvizError, match="up to 50 frames a second"):
        write_clip(tmp_path / "o.gif", frames(RED), rate)


def test_no_frame_is_no_clip(tmp_path):
    with pytest.raises(PgvizError, match="at least one frame"):
        write_clip(tmp_path / "o.gif", frames(), 8.0)


def test_more_frames_than_memory_holds_are_refused_before_the_first():
    require_room(CLIP_FORMATS[".mp4"], 1_000_000, (1440, 900))
    require_room(CLIP_FORMATS[".gif"], 800, (1440, 900))
    with pytest.raises(PgvizError, match=r"900 frames would take 3\.26 GiB of memory"):
        require_room(CLIP_FORMATS[".apng"], 900, (1440, 900))


WITHOUT = """
import sys
sys.modules["{module}"] = None  # importing it raises ImportError
from pathlib import Path
from pgviz.environments.errors import PgvizError
from pgviz.exporting.clip import write_clip
try:
    write_clip(Path("o.{suffix}"), iter(()), 8.0)
except PgvizError as error:
    print(error)
"""


@pytest.mark.parametrize(
    ("module", "suffix", "told"),
    [
        ("PIL", "gif", "A GIF or an APNG needs Pillow, which is not installed: "
                       "pip install 'pgviz[export]'"),
        ("av", "mp4", "An MP4 needs PyAV, which is not installed: pip install 'pgviz[video]'"),
    ],
)  # fmt: skip
def test_what_is_missing_is_named_with_the_command_that_installs_it(module, suffix, told):
    code = WITHOUT.format(module=module, suffix=suffix)
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == told
