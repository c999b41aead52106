"""What inlining keeps, what it drops on purpose, and that it reaches for nothing."""

import subprocess
import sys

from digest.rendering.inliner import inline_styles

PAGE = (
    "<!doctype html><html><head>"
    '<style class="inlined">p { color: red } .deep { margin: 0 }</style>'
    '<style type="text/css">@media (max-width: 480px) { p { color: blue !important } }'
    " [data-ogsc] p { color: green !important }</style>"
    "</head><body><!--[if mso]><b>Word</b><![endif]-->"
    '<p class="deep">Text</p><img src="https://a.example/x.png" width="600" style="width:100%">'
    "</body></html>"
)


def test_styles_land_on_elements_and_their_sheet_goes() -> None:
    """The sheet that was inlined would only weigh."""
    html = inline_styles(PAGE)
    assert '<p class="deep" style="color:red; margin:0">Text</p>' in html
    assert 'class="inlined"' not in html


def test_what_cannot_be_inlined_stays() -> None:
    """Media queries, selectors that match nothing here, !important, comments, widths, doctype."""
    html = inline_styles(PAGE)
    assert html.startswith("<!DOCTYPE html>")
    assert "@media (max-width: 480px) { p { color: blue !important } }" in html
    assert "[data-ogsc] p { color: green !important }" in html
    assert "<!--[if mso]><b>Word</b><![endif]-->" in html
    assert 'width="600"' in html


def test_a_template_cannot_make_the_build_reach_out() -> None:
    """Style sheets that name other files or hosts open no socket and no file."""
    code = """
import sys
from digest.rendering.inliner import inline_styles
inline_styles("<html><head><style>p {}</style></head><body></body></html>")
seen = []
def note(event, args):
    if event.startswith(("socket.", "urllib.")) or (event == "open" and "passwd" in str(args)):
        seen.append((event, args))
sys.addaudithook(note)
inline_styles('''<html><head><link rel="stylesheet" href="https://a.example/x.css">
<style>@import url(https://b.example/y.css); @import "file:///etc/passwd"; p { color: red }</style>
</head><body><p style="background: url(https://c.example/z.png)">x</p></body></html>''')
print(seen)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_whole_issue_opens_no_socket() -> None:
    """Rendering is offline by construction."""
    code = """
import sys
seen = []
sys.addaudithook(lambda event, args: seen.append(event) if
    event.startswith(("socket.", "urllib.")) else None)
from rendering.issues import rich_issue
from digest.rendering import render_mail
render_mail(rich_issue())
print(seen)
"""
    run = subprocess.run(
        [sys.executable, "-c", code], cwd="tests", capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"


def test_a_style_is_parsed_once_however_many_there_are() -> None:
    """Three layouts have more styles than the inliner would keep by itself."""
    code = """
import cssutils
from digest.rendering.inliner import inline_styles
def page(number):
    styles = "".join(f"<p style='margin: {one}px {number}px'>x</p>" for one in range(120))
    return f"<html><head><style>p {{ color: red }}</style></head><body>{styles}</body></html>"
for number in range(3):
    inline_styles(page(number))
parse, parsed = cssutils.parseStyle, []
cssutils.parseStyle = lambda *css, **options: parsed.append(css) or parse(*css, **options)
for number in range(3):
    inline_styles(page(number))
print(len(parsed))
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "0"
