"""Asking before a module is imported: doing that runs its code."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QMessageBox, QWidget

ASK = "This run's environment is {}. To make it, the module is imported, which runs its code."


def ask_to_import(
    window: QWidget,
    id: str,
    agreed: Callable[[], Any],
    refused: Callable[[], Any] = lambda: None,
) -> None:
    """Ask whether the module of an environment named module:Id may be imported."""
    asking = QMessageBox(window)
    asking.setWindowTitle("Import a module?")
    asking.setText(ASK.format(id))
    yes = asking.addButton("Import and open", QMessageBox.ButtonRole.AcceptRole)
    asking.setDefaultButton(asking.addButton(QMessageBox.StandardButton.Cancel))
    asking.finished.connect(lambda: agreed() if asking.clickedButton() is yes else refused())
    asking.finished.connect(asking.deleteLater)
    asking.open()
