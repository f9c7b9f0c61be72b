"""The frame: what imports what, which data travels along, and which version it says it is."""

import pkgutil
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

import pgviz
from pgviz.resources import resource

ROOT = Path(__file__).parents[1]

IMPORT_ALL_WITHOUT_QT = """
import pkgutil, sys
from importlib import import_module

for name in ("PySide6", "shiboken6"):
    sys.modules[name] = None  # importing it raises ImportError

import pgviz

def import_all(package):
    for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        if module.name != "pgviz.gui":
            imported = import_module(module.name)
            print(module.name)
            if module.ispkg:
                import_all(imported)

import_all(pgviz)
"""


def test_each_package_imports_only_what_lies_below_it(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS


def test_all_but_the_window_can_be_imported_on_a_machine_without_qt():
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", IMPORT_ALL_WITHOUT_QT],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert run.stderr == ""
    folders = {path.parent.name for path in (ROOT / "pgviz").glob("*/__init__.py")} - {"gui"}
    assert {f"pgviz.{folder}" for folder in folders} <= set(run.stdout.split())


def test_the_command_leads_to_a_function():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert callable(pkgutil.resolve_name(project["scripts"]["pgviz"]))


def test_the_newest_entry_of_the_change_log_is_this_version():
    versions = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert versions[0] == pgviz.__version__


def test_a_resource_is_found_by_its_name():
    assert resource("icons/pgviz.svg").read_text().rstrip().endswith("</svg>")
    assert resource("fonts").is_dir()


def test_a_missing_resource_is_named_in_the_error():
    with pytest.raises(FileNotFoundError, match=r"no resource 'icons/unicorn\.svg' in .*icons"):
        resource("icons/unicorn.svg")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a wheel of this checkout was unpacked into."""
    folder = tmp_path_factory.mktemp("wheel")
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(folder))
    zipfile.ZipFile(wheel).extractall(folder / "site-packages")
    return folder / "site-packages"


def test_a_wheel_carries_every_resource(installed):
    def names(folder: Path) -> set[Path]:
        return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}

    assert names(installed / "pgviz/resources") == names(ROOT / "resources")


def test_an_installed_package_finds_its_own_resources(installed):
    found = subprocess.check_output(
        [sys.executable, "-c", "from pgviz.resources import resource; print(resource('icons'))"],
        cwd=installed,
        text=True,
    )
    assert Path(found.strip()) == installed / "pgviz/resources/icons"
