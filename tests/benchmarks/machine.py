"""What the figures were measured on: the machine, Python and the versions of everything."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

PACKAGES = (
    "pgviz",
    "numpy",
    "gymnasium",
    "PySide6-Essentials",
    "pyqtgraph",
    "torch",
    "stable-baselines3",
    "jax",
    "gymnax",
)
ABSENT = "absent"


def machine() -> dict[str, str]:
    """Return what the figures depend on beside the program."""
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "system": platform.platform(),
        "python": platform.python_version(),
        "BLAS": _blas(),
    }


def versions() -> dict[str, str]:
    """Return the version of every package that takes part, "absent" where there is none."""
    return {name: _version(name) for name in PACKAGES}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ABSENT


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text().splitlines() if path.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def _blas() -> str:
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    return f"{blas['name']} {blas['version']}"
