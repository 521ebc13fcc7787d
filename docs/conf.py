"""Settings of the documentation site; `make docs` builds it with Sphinx."""

from __future__ import annotations

import builtins
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from pygments.lexers.special import TextLexer
from sphinx.addnodes import pending_xref

from sanctionscreen import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "sanctionscreen"
copyright = "the contributors of sanctionscreen, Apache License 2.0"
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_click"]
exclude_patterns = ["templates"]  # house lists to fill in: pages link to them, and they are no pages
smartquotes = False  # two hyphens begin an option, and quotation marks are the shell's

# Markdown pages. Every heading down to the fourth level can be linked, as `page.md#the-heading`.
myst_heading_anchors = 4

# Docstrings. They are in Google's style and mark code by single backticks. A name that is documented becomes a link,
# and anything else stays code. Types that signatures name and that are not documented here stay text; the errors under
# "Raises" and the public names of the package have to be found.
default_role = "py:obj"
nitpicky = True
nitpick_ignore_regex = [("py:obj", r".*"), ("py:class", r"(?!sanctionscreen\.[A-Z]).*")]
autodoc_default_options = {"members": True, "member-order": "bysource", "exclude-members": "model_config"}
autodoc_preserve_defaults = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True
python_maximum_signature_line_length = 88
add_module_names = False

# The site. Nothing is loaded from elsewhere: the fonts are the reader's own, and the search runs in the browser.
html_theme = "furo"
html_title = f"sanctionscreen {__version__}"
html_static_path = ["assets"]
html_css_files = ["site.css"]
html_copy_source = False

_SEVERAL = re.compile(r"^(\s+)(\w+(?:, \w+)+): (.*)$")
_PAGE = re.compile(r"\]\((\.\./[^)#\s]+\.md)\)")
_EXAMPLE = re.compile(r"^\|\s+sanctionscreen ")


def _link_outside(app: Sphinx, page: str, source: list[str]) -> None:
    """Link Markdown files that stand outside docs/ as files to read: they are no pages of the site."""

    def link(found: re.Match[str]) -> str:
        target = (Path(app.srcdir, page).parent / found[1]).resolve()
        return found[0] if target.is_relative_to(app.srcdir) else f"](path:{found[1]})"

    source[0] = _PAGE.sub(link, source[0])


def _prepare(app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]) -> None:
    """Write a docstring as the parser of Google's style wants it.

    Attributes that are described together, as in `given_name, family_name: …`, get a line each. What stands before a
    colon under "Returns", or in the first line about a property or constant, is part of a sentence and no type: a
    colon in front says that none is given.
    """
    section = ""
    if lines and what in {"attribute", "data", "property"}:
        lines[0] = f": {lines[0]}"
    result: list[str] = []
    for line in lines:
        if line and not line[0].isspace():
            section = line.strip()
        if section == "Attributes:" and (found := _SEVERAL.match(line)):
            indent, names, text = found.groups()
            result += [f"{indent}{each}: {text}" for each in names.split(", ")]
        elif section in {"Returns:", "Yields:"} and line and result[-1].strip() == section:
            result.append(re.sub(r"^(\s+)", r"\1: ", line))
        else:
            result.append(line)
    lines[:] = result


def _shorten_defaults(
    app: Sphinx, what: str, name: str, obj: object, options: object, signature: str | None, result: str | None
) -> tuple[str | None, str | None]:
    """Write `...` where a dataclass makes the default value anew; `<factory>` is no Python, and would not be parsed."""
    return signature and signature.replace("<factory>", "..."), result


def _show_examples(app: Sphinx, context: object, lines: list[str]) -> None:
    """Show the examples in the help of a command as code; click marks them only as lines not to be wrapped."""
    result: list[str] = []
    for line in lines:
        if not _EXAMPLE.match(line):
            result.append(line)
            continue
        if not (result and result[-1].startswith("   sanctionscreen ")):
            result += ["", ".. code-block:: console", ""]
        result.append(f"   {line.lstrip('| ')}")
    lines[:] = [*result, ""]


def _escape_bars(app: Sphinx, context: object, lines: list[str]) -> None:
    """Take a vertical bar in the help of an option for itself, and not for the mark of a substitution."""
    lines[:] = [line.replace("|", r"\|") for line in lines]


def _tidy(app: Sphinx, tree: nodes.document) -> None:
    """Mend what Sphinx makes of docstrings.

    The types of Python stay text, for `list` would be taken for an attribute of that name. Those of this project are
    shown without their module. Attributes are called so, and not variables. A dash stands before what is said of them.
    """
    for reference in list(tree.findall(pending_xref)):
        if reference.get("reftype") == "class" and hasattr(builtins, reference["reftarget"]):
            reference.replace_self(reference.children)
        elif reference.get("reftype") == "class" and reference.astext().startswith("sanctionscreen."):
            reference.children = [nodes.Text(reference.astext().rpartition(".")[2])]
    for field in tree.findall(nodes.field_name):
        if field.astext() == "Variables":
            field.children = [nodes.Text("Attributes")]
    for text in list(tree.findall(nodes.Text)):
        if text == " -- ":
            text.parent.replace(text, nodes.Text(" – "))


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect the steps above; docstrings are split before they are parsed, and CSV has no colours."""
    app.add_lexer("csv", TextLexer)
    app.connect("source-read", _link_outside)
    app.connect("autodoc-process-docstring", _prepare, priority=400)
    app.connect("autodoc-process-signature", _shorten_defaults)
    app.connect("sphinx-click-process-description", _show_examples)
    app.connect("sphinx-click-process-options", _escape_bars)
    app.connect("doctree-read", _tidy)
    return {"parallel_read_safe": True}
