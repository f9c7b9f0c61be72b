"""One editor a kind of declaration: it commits values that are valid and refuses all others.

Its signal `committed` carries the new value, checked, and `refused` the reason why not, a
sentence, or nothing once it no longer holds.
"""

from collections.abc import Callable, Mapping

from pgviz.gui.form.choice_editor import ChoiceEditor
from pgviz.gui.form.text_editor import TextEditor
from pgviz.gui.theme import Theme
from pgviz.training.declarations import Choice, Declaration, Integer, Number, Sizes

Editor = TextEditor | ChoiceEditor

EDITORS: Mapping[type[Declaration], Callable[[Declaration, Theme], Editor]] = {
    Integer: TextEditor,
    Number: TextEditor,
    Sizes: TextEditor,
    Choice: ChoiceEditor,
}
