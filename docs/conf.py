"""How the documentation is built: MyST Markdown by Sphinx, theme furo. `make html` runs it; warnings are errors."""

from __future__ import annotations

import controllist

project = "controllist"
author = "the controllist authors"
copyright = "2026, the controllist authors"
version = release = controllist.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.autosummary"]
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}  # .rst: the pages autosummary writes
exclude_patterns = ["_build"]
templates_path = ["_templates"]
default_role = "code"  # docstrings mark names by single backticks

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
suppress_warnings = [
    "myst.xref_missing",
    "ref.python",
]  # files of the checkout (check_docs.py holds them); same names in two packages

# Named in signatures and documented elsewhere: the standard library (no inventory is fetched), and aliases of types.
nitpicky = True
nitpick_ignore_regex = [
    ("py:class", r"(collections\.abc|re|pathlib|fractions|argparse|http|io|types|datetime|decimal)\..+"),
    ("py:class", r"[A-Z]\w+"),
    ("py:class", r"controllist\.parsing\.units\.Paragraph|D\[k\] .*"),  # an attribute's twin; dict.get's own docstring
]

autosummary_generate = True
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True, "show-inheritance": False}
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True

html_theme = "furo"
html_title = "controllist"
html_show_sourcelink = False
html_copy_source = False
