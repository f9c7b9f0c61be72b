"""Whether a window can be opened: found out without Qt, which would abort where none can."""

import ctypes
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pgviz.environments.errors import PgvizError

CHOSEN = "QT_QPA_PLATFORM"  # Qt's own variable, e.g. "wayland;xcb" or "offscreen"


class NoDisplayError(PgvizError):
    """There is nothing to open a window on."""


@dataclass(frozen=True)
class Platform:
    """One of Qt's ways to a screen; `libraries` are those its wheel does not bring along."""

    variable: str  # that says where the display is
    connects: Callable[[], bool]
    libraries: Mapping[str, str]  # shared object → Debian package

    def reachable(self) -> bool:
        """Whether there is a display, as far as one can tell with the libraries that are here."""
        return bool(os.environ.get(self.variable)) and self.connects()

    def missing(self) -> list[str]:
        """Return the packages of the libraries that can't be loaded."""
        return [package for name, package in self.libraries.items() if _load(name) is None]


def require_display() -> None:
    """Raise NoDisplayError where there is no display to open a window on.

    Raises PgvizError where there is one, but libraries are missing to draw on it.
    """
    names = (os.environ.get(CHOSEN) or ";".join(PLATFORMS)).split(";")
    platforms = [PLATFORMS.get(name.partition(":")[0]) for name in names]
    if not sys.platform.startswith("linux") or None in platforms:
        return  # one that draws without a display, such as "offscreen"
    reachable = [platform for platform in platforms if platform and platform.reachable()]
    if not reachable:
        raise NoDisplayError(
            "There is no display to open a window on; "
            "`pgviz picture out.png --scenario gridworld` draws one into a file."
        )
    missing = min((platform.missing() for platform in reachable), key=len)
    if missing:
        raise PgvizError(
            f"The window needs more of the system: apt-get install {' '.join(missing)}"
        )


def _connects_to_x11() -> bool:
    xcb = _load("libxcb.so.1")
    if xcb is None:
        return True  # nothing to ask with; it will be named as missing
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed


def _connects_to_wayland() -> bool:
    wayland = _load("libwayland-client.so.0")
    if wayland is None:
        return True  # nothing to ask with; it will be named as missing
    wayland.wl_display_connect.restype = ctypes.c_void_p
    connection = wayland.wl_display_connect(None)
    if connection:
        wayland.wl_display_disconnect(ctypes.c_void_p(connection))
    return bool(connection)


def _load(library: str) -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(library)
    except OSError:
        return None


PLATFORMS: Mapping[str, Platform] = {
    "xcb": Platform(
        "DISPLAY",
        _connects_to_x11,
        {
            "libxcb.so.1": "libxcb1",
            "libxcb-cursor.so.0": "libxcb-cursor0",
            "libxcb-icccm.so.4": "libxcb-icccm4",
            "libxcb-keysyms.so.1": "libxcb-keysyms1",
            "libxcb-shape.so.0": "libxcb-shape0",
            "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
        },
    ),
    "wayland": Platform(
        "WAYLAND_DISPLAY",
        _connects_to_wayland,
        {
            "libwayland-client.so.0": "libwayland-client0",
            "libwayland-cursor.so.0": "libwayland-cursor0",
        },
    ),
}
