"""Everything the user can do from anywhere, with the key that does it."""

from dataclasses import dataclass
from operator import attrgetter

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True)
class Deed:
    """An action as the table declares it; `slot` is a path from the window."""

    name: str
    text: str
    keys: tuple[str, ...]
    slot: str
    menu: str
    tip: str = ""


DEEDS = (
    Deed("run", "Run", ("Space",), "bridge.player.toggle", "Run", "Run or pause"),
    Deed("forward", "Step forward", ("Right",), "bridge.player.forward", "Run"),
    Deed("back", "Step back", ("Left",), "bridge.player.back", "Run"),
    Deed("first", "Beginning of the run", ("Home",), "bridge.player.to_first", "Run"),
    Deed("newest", "Newest iteration", ("End",), "bridge.player.to_newest", "Run"),
    Deed(
        "beginning",
        "Beginning of the iteration",
        ("Shift+Home",),
        "bridge.focus.to_beginning",
        "Run",
    ),
    Deed("end", "End of the iteration", ("Shift+End",), "bridge.focus.to_end", "Run"),
    Deed(
        "jump",
        "Jump to iteration …",
        ("Ctrl+J",),
        "jump.ask",
        "Run",
        "Show an iteration by its number",
    ),
    Deed("by-step", "Step by time step", ("1",), "transport.by_step", "Run"),
    Deed("by-trajectory", "Step by trajectory", ("2",), "transport.by_trajectory", "Run"),
    Deed("by-phase", "Step by phase", ("3",), "transport.by_phase", "Run"),
    Deed("by-update", "Step by update", ("4",), "transport.by_update", "Run"),
    Deed("slower", "Slower", ("-",), "transport.speed.slower", "Run"),
    Deed("faster", "Faster", ("+", "="), "transport.speed.faster", "Run"),
    Deed(
        "reset",
        "Start again, same luck",
        ("Ctrl+R",),
        "workbench.start_again",
        "Run",
        "Start again from the first iteration with the same seed",
    ),
    Deed(
        "new-seed",
        "Start again, new luck",
        ("Ctrl+N",),
        "workbench.new_seed",
        "Run",
        "Start again with the next seed",
    ),
    Deed(
        "new-luck",
        "New luck for many seeds …",
        ("Ctrl+Shift+N",),
        "dialogs.ask_for_new_luck",
        "Run",
        "Make runs of other seeds with these settings in the background",
    ),
    Deed(
        "breakpoints",
        "Breakpoints …",
        ("Ctrl+B",),
        "dialogs.edit_breakpoints",
        "Run",
        "Where the run is to stop by itself",
    ),
    Deed(
        "memory",
        "Memory for the past …",
        ("Ctrl+Shift+B",),
        "dialogs.limit_memory",
        "Run",
        "How much a run may take to go back in it",
    ),
    Deed(
        "previous", "Previous trajectory", ("Up", "["), "bridge.focus.previous_trajectory", "Look"
    ),
    Deed("next", "Next trajectory", ("Down", "]"), "bridge.focus.next_trajectory", "Look"),
    Deed("earlier", "Earlier time step", ("Shift+Left",), "bridge.focus.earlier_step", "Look"),
    Deed("later", "Later time step", ("Shift+Right",), "bridge.focus.later_step", "Look"),
    Deed("unselect", "Select no step, or cancel", ("Esc",), "bridge.cancel", "Look"),
    Deed(
        "draw-reference",
        "Draw a reference for ∇J",
        ("Ctrl+G",),
        "bridge.draw_reference",
        "Look",
        "Estimate ∇J at this θ from a large batch of its own; once more for a larger one",
    ),
    Deed("undo", "Undo", ("Ctrl+Z",), "workbench.undo", "Edit"),
    Deed("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "workbench.redo", "Edit"),
    Deed(
        "defaults",
        "Settings of the scenario",
        ("Ctrl+D",),
        "workbench.restore_settings",
        "Edit",
        "Set every hyperparameter to where the scenario begins",
    ),
    Deed(
        "branch",
        "Branch here",
        ("B",),
        "branching.branch_here",
        "Branches",
        "Leave for another future before the iteration that is shown",
    ),
    Deed(
        "scenario",
        "Choose a scenario …",
        ("Ctrl+Shift+O",),
        "transport.chooser.showPopup",
        "Scenario",
    ),
    Deed(
        "other", "Another environment …", ("Ctrl+E",), "workbench.ask_for_environment", "Scenario"
    ),
    Deed("open", "Open …", ("Ctrl+O",), "sessions.open", "Session", "Go on with a saved run"),
    Deed("save", "Save", ("Ctrl+S",), "sessions.save", "Session", "Save the run in a file"),
    Deed(
        "save-as",
        "Save as …",
        ("Ctrl+Shift+S",),
        "sessions.save_as",
        "Session",
        "Save the run in another file, and go on there",
    ),
    Deed("notes", "Notes …", ("N",), "dialogs.edit_notes", "Session", "Notes on this run"),
    Deed(
        "copy-run",
        "Copy a link to this run",
        ("Ctrl+Shift+L",),
        "sharing.copy",
        "Share",
        "Copy a text that brings back this run at this place",
    ),
    Deed(
        "open-run",
        "Open the link in the clipboard",
        ("Ctrl+Shift+V",),
        "sharing.paste",
        "Share",
        "Open the run that a link in the clipboard leads to",
    ),
    Deed("theme", "Light or dark", ("Ctrl+T",), "appearance.toggle_theme", "View"),
    Deed("lecture", "Large type for a lecture", ("Ctrl+L",), "appearance.toggle_lecture", "View"),
    Deed("full-screen", "Full screen", ("F11",), "toggle_full_screen", "View"),
    Deed(
        "derivation",
        "Derivation",
        ("D",),
        "layouts.toggle_derivation",
        "View",
        "The derivation of the policy gradient, line by line",
    ),
    Deed(
        "landscape",
        "J over θ",
        ("J",),
        "layouts.toggle_landscape",
        "View",
        "J(θ) as a curve or in colours, with the path of every branch on it",
    ),
    Deed("line", "Next line of the derivation", ("PgDown",), "derivation.next_line", "View"),
    Deed(
        "line-before",
        "Previous line of the derivation",
        ("PgUp",),
        "derivation.previous_line",
        "View",
    ),
    Deed(
        "chain",
        "The ten lines of the derivation at a glance",
        ("C",),
        "derivation.toggle_chain",
        "View",
    ),
    Deed("layout", "Cards where they were at first", ("Ctrl+0",), "layouts.restore", "View"),
    Deed(
        "copy-picture",
        "Copy a card as a picture",
        ("Ctrl+Shift+C",),
        "pictures.copy",
        "Export",
        "Put a picture of the card in use on the clipboard",
    ),
    Deed("save-picture", "Save a card as picture …", ("Ctrl+Shift+P",), "pictures.save", "Export"),
    Deed("save-figures", "Save figures …", ("Ctrl+Shift+F",), "records.save_figures", "Export"),
    Deed("save-arrays", "Save arrays …", ("Ctrl+Shift+A",), "records.save_arrays", "Export"),
    Deed("save-script", "Save as a script …", ("Ctrl+Shift+Y",), "records.save_script", "Export"),
    Deed("save-clip", "Save a clip …", ("Ctrl+Shift+M",), "clips.save", "Export"),
    Deed("check", "Check the mathematics …", ("Ctrl+M",), "dialogs.check_mathematics", "Help"),
    Deed("keys", "Keys …", ("F1",), "dialogs.show_keys", "Help"),
    Deed("quit", "Quit", ("Ctrl+Q",), "close", "Help"),
)


@dataclass(frozen=True)
class LocalKey:
    """A key that works only in one part of the window, or that opens a menu of it."""

    text: str
    keys: tuple[str, ...]
    place: str


OPENS_LESSONS = LocalKey("Derivation, and what is often misunderstood", ("F2",), "Menus")
OPENS_MENU = LocalKey("Menu", ("F10",), "Menus")
LOCAL_KEYS = (
    OPENS_LESSONS,
    OPENS_MENU,
    LocalKey("Next field, button, table or term", ("Tab",), "Where the focus is"),
    LocalKey("Another value, row or position of a slider", ("Up", "Down"), "Where the focus is"),
    LocalKey("Take a value; select a row or term", ("Return",), "Where the focus is"),
    LocalKey("Leave a field as it was", ("Esc",), "Where the focus is"),
    LocalKey("Sort a table by the column", ("S",), "Where the focus is"),
    LocalKey("Copy the arithmetic", ("Ctrl+C",), "Where the focus is"),
)


def make_actions(window: QWidget) -> dict[str, QAction]:
    """Return the table's actions by name, each a shortcut of the whole window."""
    return {deed.name: _action(deed, window) for deed in DEEDS}


def _action(deed: Deed, window: QWidget) -> QAction:
    action = QAction(deed.text, window)
    action.setShortcuts([QKeySequence(key) for key in deed.keys])
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    action.setToolTip(tip_of(deed.name))
    slot = attrgetter(deed.slot)
    # Looked up when it is triggered: what it leads to is made after the actions.
    action.triggered.connect(lambda: slot(window)())
    window.addAction(action)
    return action


def tip_of(name: str, text: str = "") -> str:
    """Return what the deed of this name does, or another text about it, and its keys."""
    deed = next(deed for deed in DEEDS if deed.name == name)
    return f"{text or deed.tip or deed.text}  ({keys_text(deed)})"


def keys_text(deed: Deed | LocalKey) -> str:
    """Return the keys of a deed, or of a part of the window, as this system writes them."""
    native = QKeySequence.SequenceFormat.NativeText
    return " or ".join(QKeySequence(key).toString(native) for key in deed.keys)
