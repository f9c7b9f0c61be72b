"""Asking where a file is to be saved."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def ask_for_file(
    parent: QWidget, name: str, kinds: Mapping[str, str], save: Callable[[Path], None]
) -> QFileDialog:
    """Open a dialog for a file of one of the kinds (suffix → label), and `save` once it is named.

    `name` is offered, without a suffix; the first kind's is added where none is typed.
    """
    first = next(iter(kinds))
    dialog = QFileDialog(parent, "Save as")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([f"{label} (*.{suffix})" for suffix, label in kinds.items()])
    dialog.setDefaultSuffix(first)
    dialog.selectFile(f"{name}.{first}")
    dialog.fileSelected.connect(lambda path: save(Path(path)))
    dialog.filterSelected.connect(lambda text: dialog.setDefaultSuffix(_suffix(text)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _suffix(name_filter: str) -> str:
    return name_filter.rpartition("*.")[2].rstrip(")")
