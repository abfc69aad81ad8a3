"""Opens reports and the preview in a real browser and looks at what a reader would meet.

    python3 Tests/Browser/run.py PROGRAM [NAME...]

runs all checks, or those whose names hold one of the words. `NBRUN_SCREENSHOTS=FOLDER` keeps photographs.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.parse

from chromium import Browser
from formulas import FORMULAS
from vectors import vectors

PROGRAM = os.path.abspath(sys.argv[1])
HERE = os.path.dirname(os.path.abspath(__file__))
SETTINGS = [dict(width=1100), dict(width=1100, dark=True), dict(width=390, phone=True), dict(width=390, phone=True, dark=True)]

TOUR = r"""---
title: A tour
---

# A tour

Inline $x_i^2 + y_*$ and

$$\frac{\partial L}{\partial w} = \sum_i \left( y_i - \hat{y}_i \right)$$

## First

| a | b |
|--:|:--|
| 1 | ~~2~~ |

- [x] done
- [ ] open[^1]

[^1]: A footnote.

```python
import torch
x = torch.ones(2, 2, requires_grad=True)
y = (x * 3).mean()
y.backward()
print(x.grad)
# tensor([[0.7500, 0.7500],
#         [0.7500, 0.7500]])
```

## Second

```python
print(x + 1)
# tensor([[2., 2.],
#         [2., 3.]], grad_fn=<AddBackward0>)
print("a long line " * 30)
```

Fillers stand here so that there is something to scroll over.

FILLER

## Third

```python hide
secret = 1 / 0
```

```python
print(undefined_name)
```

```python
import matplotlib.pyplot as plt
plt.plot([1, 2, 3])
plt.title("figure")
plt.show()
w = torch.linspace(0, 1, 100)
```

## Fourth

```text
some text
```

Below is expected output.

```python
print(6)
```

```output
7
```
""".replace("FILLER", "\n\n".join(["Words to fill the page with, one after another."] * 40))

#: Seconds within which a long report is open; a machine of its own needs a third.
LONGEST_OPENING = 2.0 * float(os.environ.get("NBRUN_SLOWNESS", "1"))

#: What a reader meets in a page, as JavaScript.
PAGE = r"""
(() => {
  const visible = e => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== 'hidden';
  const parse = c => { const m = c.match(/[\d.]+/g).map(Number); return m.length < 4 ? [...m, 1] : m; };
  const over = (a, b) => [0, 1, 2].map(i => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
  const light = c => { const v = c.slice(0, 3).map(x => { x /= 255; return x <= .03928 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4 });
    return .2126 * v[0] + .7152 * v[1] + .0722 * v[2] };
  const ground = e => { const list = []; for (; e; e = e.parentElement) list.push(parse(getComputedStyle(e).backgroundColor));
    return list.reverse().reduce((a, b) => over(b, a), matchMedia('(prefers-color-scheme:dark)').matches ? [0, 0, 0, 1] : [255, 255, 255, 1]) };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n; n = walker.nextNode();) {
    const e = n.parentElement;
    if (!n.data.trim() || !visible(e) || e.closest('script,style,.plot,.katex-mathml,.sr,.anchor')) continue;
    const style = getComputedStyle(e), svg = e.closest('svg');
    if (parse(style.color)[3] === 0) continue;
    const back = svg ? ground(svg) : ground(e);
    const front = over(parse(svg ? style.fill : style.color), back);
    const [a, b] = [light(front), light(back)].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize), large = size >= 24 || size >= 18.66 && style.fontWeight >= 700;
    const ratio = (a + .05) / (b + .05);
    if (ratio < (large ? 3 : 4.5)) faint.push(n.data.trim().slice(0, 30) + ' ' + ratio.toFixed(2) + ' ' + e.className);
  }
  const faces = new Set([...document.fonts].map(f => f.family.replaceAll('"', '') + ' ' + f.weight + ' ' + f.style));
  const fonts = new Set(), missing = new Set();
  document.querySelectorAll('.katex-html *').forEach(e => {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.replace(/\u200b/g, '').trim())) return;
    const s = getComputedStyle(e), name = s.fontFamily.split(',')[0].replaceAll('"', '');
    if (!name.startsWith('KaTeX')) return;
    const weight = s.fontWeight >= 600 ? 700 : 400, key = name + ' ' + weight + ' ' + s.fontStyle;
    const has = [...document.fonts].some(f => f.family.replaceAll('"', '') === name
      && (f.weight === 'normal' ? 400 : f.weight === 'bold' ? 700 : +f.weight) === weight && f.style === s.fontStyle);
    const any = [...document.fonts].some(f => f.family.replaceAll('"', '') === name);
    (has || any && name.match(/Size|AMS|Script|Typewriter/) ? fonts : missing).add(key + ' ' + e.textContent.slice(0, 8));
  });
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  const named = e => (e.getAttribute('aria-label') || e.textContent || (e.labels && e.labels[0] && e.labels[0].textContent) || '').trim();
  const controls = [...document.querySelectorAll('a[href],button,input:not([disabled]),summary')].filter(e => !e.matches('.anchor'));
  return {
    faint: [...new Set(faint)], missing: [...missing],
    math: document.querySelectorAll('.math').length, set: document.querySelectorAll('.math.set').length,
    wrong: [...document.querySelectorAll('.katex-error')].map(e => e.title),
    twice: ids.filter((id, i) => ids.indexOf(id) !== i),
    nameless: controls.filter(e => visible(e) && !named(e)).map(e => e.outerHTML.slice(0, 100)),
    pictures: [...document.querySelectorAll('img:not([alt]),svg:not([aria-label]):not([aria-labelledby]):not([aria-hidden])')].filter(e => !e.closest('.katex')).map(e => e.outerHTML.slice(0, 80)),
    dead: [...document.querySelectorAll('a[href^="#"]')].filter(e => !document.getElementById(decodeURIComponent(e.getAttribute('href').slice(1)))).map(e => e.getAttribute('href')),
    landmarks: ['header', 'main', 'footer', 'nav'].map(n => document.querySelectorAll(n === 'header' ? '.page>header' : n).length),
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    lang: document.documentElement.lang,
  };
})()
"""

passed = failed = 0
CHECKS = []


def check(body):
    CHECKS.append(body)
    return body


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def report(folder, name, text, *options):
    """Runs a document and gives the address of its report."""
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    out = os.path.join(folder, "report.html")
    result = subprocess.run([PROGRAM, "run", "-o", out, "--quiet", *options, "--", path], capture_output=True, timeout=300)
    expect(result.returncode in (0, 1, 5), f"nbrun ended with {result.returncode}: {result.stderr[-500:]}")
    return "file://" + out


def settle(page):
    page.evaluate("document.fonts.ready.then(() => new Promise(r => setTimeout(r, 150)))")


def photograph(page, name):
    folder = os.environ.get("NBRUN_SCREENSHOTS")
    if folder:
        page.screenshot(os.path.join(folder, name + ".png"))


def look(page, what):
    """What must hold of every page."""
    found = page.evaluate(PAGE)
    for key in ("faint", "missing", "wrong", "twice", "nameless", "pictures", "dead"):
        expect(not found[key], f"{what}: {key}: {found[key][:5]}")
    expect(found["math"] == found["set"], f"{what}: {found['set']} of {found['math']} formulas are typeset")
    expect(found["landmarks"][0] == found["landmarks"][1] == found["landmarks"][2] == 1, f"{what}: landmarks {found['landmarks']}")
    expect(found["wide"] <= 0, f"{what}: the page is {found['wide']} px wider than the window")
    expect(found["lang"], f"{what}: no language")
    complaints = page.complaints()
    expect(not complaints, f"{what}: {complaints[:5]}")
    return found


@check
def reports_are_readable_in_every_setting(browser, folder):
    """Contrast, names, landmarks, ids, fonts, width, silence of the console: at desk and phone, light and dark."""
    url = report(folder, "tour.md", TOUR)
    size = os.path.getsize(url[7:])
    expect(size < 700_000, f"the report has {size} bytes")
    for setting in SETTINGS:
        page = browser.page(**setting)
        page.open(url)
        settle(page)
        found = look(page, str(setting))
        expect(found["math"] == 2, "two formulas")
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        look(page, f"{setting}, all opened")
        photograph(page, "tour-" + "-".join(f"{k}{v}" for k, v in setting.items()))
        page.close()


@check
def every_notebook_is_readable(browser, folder):
    """The same of real documents, whose links, figures and graphs no test was written for."""
    places = [os.path.join(HERE, "..", "..", "notebooks")] + os.environ.get("NBRUN_POSTS", "").split()
    subprocess.run([PROGRAM, "--quiet", "-j4", "--output-dir", folder, *places], capture_output=True, timeout=300)
    pages = sorted(name for name in os.listdir(folder) if name.endswith(".html"))
    expect(len(pages) > 20, f"only {len(pages)} pages")
    for setting in (SETTINGS[0], SETTINGS[3]):
        page = browser.page(**setting)
        for name in pages:
            page.open("file://" + os.path.join(folder, name))
            settle(page)
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            look(page, f"{name}, {setting}")
            photograph(page, name[:-5] + "-" + "-".join(f"{k}{v}" for k, v in setting.items()))
        page.close()


@check
def without_math_a_report_is_small(browser, folder):
    url = report(folder, "plain.md", re.sub(r"\$+[^$]*\$+", "math", TOUR))
    size = os.path.getsize(url[7:])
    expect(size < 150_000, f"the report has {size} bytes")
    page = browser.page()
    page.open(url)
    expect(look(page, "without math")["math"] == 0, "no formula")
    page.close()


@check
def links_of_failures_jump(browser, folder):
    url = report(folder, "tour.md", TOUR)
    page = browser.page(height=700)
    page.open(url)
    count = page.evaluate("document.querySelectorAll('.problems a').length")
    expect(count >= 4, f"only {count} links to failures")
    for index in range(count):
        page.evaluate("window.scrollTo(0, 0)")
        place = page.evaluate(
            f"""(async () => {{ const a = document.querySelectorAll('.problems a')[{index}]; a.click();
            for (let i = 0; i < 100 && location.hash !== a.getAttribute('href'); i++) await new Promise(r => setTimeout(r, 30));
            await new Promise(r => requestAnimationFrame(() => setTimeout(r, 60)));
            const t = document.getElementById(decodeURIComponent(location.hash.slice(1)));
            const r = (t.getClientRects()[0] || t.parentElement.getClientRects()[0]);
            return [location.hash, r ? r.top : -1, innerHeight]; }})()""")
        expect(0 <= place[1] < place[2], f"{place[0]} is at {place[1]} of {place[2]}")
    page.close()
    page = browser.page(height=700)
    page.open(url + "#nb:cell-3")
    top = page.evaluate("document.getElementById('nb:cell-3').getBoundingClientRect().top")
    expect(0 <= top < 700, f"a deep link ends at {top}")
    page.close()


@check
def the_keyboard_reaches_every_control(browser, folder):
    url = report(folder, "tour.md", TOUR)
    page = browser.page()
    page.open(url)
    settle(page)
    wanted = page.evaluate(
        """(() => { window.wanted = [...document.querySelectorAll('a[href],button,input:not([disabled]),summary,[tabindex="0"]')]
        .filter(e => !e.matches('[tabindex="-1"]') && e.checkVisibility()); return window.wanted.length })()""")
    page.evaluate("window.reached = new Set()")
    for _ in range(wanted + 30):
        page.key("Tab")
        page.evaluate("window.reached.add(document.activeElement)")
    missed = page.evaluate("window.wanted.filter(e => !window.reached.has(e)).map(e => e.outerHTML.slice(0, 120))")
    expect(not missed, f"{len(missed)} of {wanted} are not reached: {missed[:4]}")
    ring = page.evaluate(
        """(() => { const e = document.querySelector('summary'); e.focus({focusVisible: true}); return getComputedStyle(e).outlineStyle })()""")
    expect(ring != "none", "focus is not shown")
    # Space ticks the box, Enter opens a panel.
    page.evaluate("document.getElementById('nb:only').focus()")
    page.key(" ", " ")
    expect(page.evaluate("document.getElementById('nb:only').checked"), "space does not tick the box")
    page.key(" ", " ")
    page.evaluate("window.panel = [...document.querySelectorAll('details.verdict:not([open])>summary')][0]; window.panel.focus()")
    page.key("Enter", "\r")
    expect(page.evaluate("window.panel.parentElement.open"), "Enter does not open a panel")
    page.close()


@check
def failures_only_and_copying(browser, folder):
    url = report(folder, "tour.md", TOUR)
    page = browser.page()
    page.open(url)
    count = "[...document.querySelectorAll('figure.cell')].filter(e => e.checkVisibility()).length"
    bad = page.evaluate("document.querySelectorAll('figure.cell.fail,figure.cell.error').length")
    all_cells = page.evaluate(count)
    page.evaluate("document.getElementById('nb:only').click()")
    left = page.evaluate(count)
    expect(left == bad and left < all_cells, f"{left} cells are left of {all_cells}, {bad} fail")
    expect(page.evaluate("document.querySelectorAll('article>p').length > 0 && ![...document.querySelectorAll('article>p')].some(e => e.checkVisibility())"), "prose is left")
    page.evaluate("document.getElementById('nb:only').click()")
    browser.send("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    text = page.evaluate(
        """(async () => { const b = document.querySelector('#nb\\\\:cell-1 .copy'); b.click(); 
        for (let i = 0; i < 100 && b.textContent === 'Copy'; i++) await new Promise(r => setTimeout(r, 20));
        return [b.textContent, document.querySelector('[role=status]').textContent, document.querySelectorAll('.copy').length] })()""")
    expect(text[0] == "Copied" and text[1] == "Copied", f"copying says {text}")
    expect(text[2] >= 6, f"{text[2]} copy buttons")
    expect(not page.complaints(), "complaints")
    page.close()


@check
def without_scripts_all_is_there(browser, folder):
    """TeX can be read, panels open, the filter filters."""
    url = report(folder, "tour.md", TOUR)
    page = browser.page(scripts=False)
    page.open(url)
    root = page.send("DOM.getDocument", depth=0)["root"]["nodeId"]

    def find(selector):
        return page.send("DOM.querySelectorAll", nodeId=root, selector=selector)["nodeIds"]

    def shown(node):
        try:
            return page.send("DOM.getBoxModel", nodeId=node)["model"]["height"] > 0
        except Exception:
            return False

    html = page.send("DOM.getOuterHTML", nodeId=find(".math.display")[0])["outerHTML"]
    expect("\\frac{\\partial L}" in html and "katex" not in html, f"the TeX is {html[:80]}")
    expect(not find(".copy"), "a button that does nothing is shown")
    cells = [n for n in find("figure.cell") if shown(n)]
    box = page.send("DOM.getBoxModel", nodeId=find("[id='nb:only']")[0])["model"]["content"]
    for kind in ("mousePressed", "mouseReleased"):
        page.send("Input.dispatchMouseEvent", type=kind, x=(box[0] + box[2]) / 2, y=(box[1] + box[5]) / 2, button="left", clickCount=1)
    left = [n for n in find("figure.cell") if shown(n)]
    expect(0 < len(left) < len(cells), f"{len(left)} of {len(cells)} cells are left by the filter")
    expect(not page.complaints(), "complaints")
    page.close()


@check
def in_print_controls_are_left_out(browser, folder):
    page = browser.page()
    page.open(report(folder, "tour.md", TOUR))
    page.send("Emulation.setEmulatedMedia", media="print")
    shown = page.evaluate("[...document.querySelectorAll('.copy,.only,.toc,.skip')].filter(e => e.checkVisibility()).length")
    expect(shown == 0, f"{shown} controls are printed")
    data = page.send("Page.printToPDF")["data"]
    expect(len(data) > 10_000, "nothing is printed")
    page.close()


@check
def every_formula_is_typeset_in_its_fonts(browser, folder):
    """Each formula alone, so that no other brings in the fonts it needs."""
    page = browser.page()
    for start in range(0, len(FORMULAS), 1):
        formula = FORMULAS[start]
        page.open(report(folder, "formula.md", f"# F\n\n$${formula}$$\n\nand ${formula}$\n"))
        settle(page)
        found = look(page, formula)
        expect(found["math"] == 2, f"{formula}: {found['math']} formulas")
        expect("katex" in page.evaluate("document.querySelector('.math').innerHTML"), formula)
    page.close()


def hostile(vector, number):
    """A document that holds a vector wherever a document can hold text."""
    quoted = json.dumps(vector)
    info = re.sub(r"[\r\n`]", " ", vector)
    line = re.sub(r"[\r\n\x00\x0c]", " ", vector)
    return f"""---
title: {json.dumps(line)}
{line.replace(":", "").strip() or "x"}: 1
---

# {line}

{vector}

a {vector} b

- {vector}

> {vector}

| {line.replace("|", "")} |
|---|
| {line.replace("|", "")} |

```python {info}
# {line}
text = {quoted}
print(text)
# {line} not
print(1)  # {line}
```

```python
text
```

```python
# nbrun: graph {line}
raise ValueError(text)
```

```{info}
{line}
```

```output
{line}
```

    {line}

## {line} {{#{line}}}
"""


DEAD = r"""
(() => {
  const own = document.querySelectorAll('script').length;
  const bad = [];
  if (window.alive) bad.push('alive');
  document.querySelectorAll('*').forEach(e => {
    if (e.closest('.katex')) { if (e.matches('a,img')) bad.push('katex ' + e.outerHTML.slice(0, 80)); }
    if (e.matches('iframe,object,embed,base,link,form,frame,frameset,video,audio,template,portal,applet,textarea,select')) bad.push(e.outerHTML.slice(0, 80));
    if (e.tagName === 'STYLE' && !e.closest('head')) bad.push('style');
    if (e.tagName === 'META' && (!e.closest('head') || /refresh/i.test(e.httpEquiv))) bad.push('meta');
    for (const a of e.attributes) {
      if (/^on/i.test(a.name)) bad.push(a.name + ' ' + e.outerHTML.slice(0, 80));
      if (/^(href|src|action|formaction|xlink:href|data|poster|background|srcset)$/i.test(a.name)) {
        const v = a.value.replace(/[\x00-\x20]/g, '').toLowerCase();
        if (/^(javascript|vbscript|livescript|file|blob|view-source):|^data:(text|image\/svg)/.test(v) || (a.name !== 'href' && !/^data:image\/|^#/.test(v)) || /^[\\/]{2}/.test(v)) bad.push(a.name + '=' + a.value.slice(0, 60));
      }
    }
  });
  ['nb:only', 'nb:document', 'nb:summary', 'nb:cell-1'].forEach(id => { if (document.querySelectorAll('[id="' + id + '"]').length > 1) bad.push('id ' + id); });
  return { own, bad };
})()
"""


@check
def no_vector_is_alive(browser, folder):
    """Every vector at every place, in the page as it is and without its content security policy."""
    found = vectors()
    expect(len(found) >= 150, f"only {len(found)} vectors")
    with_policy = browser.page()
    without = browser.page()
    for page in (with_policy, without):
        page.send("Page.addScriptToEvaluateOnNewDocument", source="window.alert = () => { window.alive = true }")
    problems = []
    for number, vector in enumerate(found):
        name = re.sub(r"[/\x00\r\n]", "_", vector)[:60] + ".md"
        try:
            url = report(folder, name, hostile(vector, number))
        except AssertionError as error:
            problems.append(f"{vector!r}: {error}")
            continue
        with open(url[7:], encoding="utf-8") as file:
            html = file.read()
        bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html, count=1)
        expect(bare != html, "no policy")
        with open(os.path.join(folder, "bare.html"), "w", encoding="utf-8", newline="") as file:
            file.write(bare)
        for page, address in ((with_policy, url), (without, "file://" + os.path.join(folder, "bare.html"))):
            page.open(address)
            state = page.evaluate(DEAD)
            # KaTeX as text, what unpacks it, and what came out
            limit = 4 if "nb:katex" in html else 1
            complaints = page.complaints()
            if state["bad"] or state["own"] > limit or complaints:
                problems.append(f"{vector!r}: {state} {complaints[:2]}")
    expect(not problems, f"{len(problems)} of {len(found)}:\n" + "\n".join(problems[:12]))
    with_policy.close()
    without.close()


@check
def two_thousand_cells_open(browser, folder):
    text = "# Many\n\n" + "".join(
        f"## Part {n}\n\nWords.\n\n```python\nx = {n}\nprint(x)\n# {n if n != 1500 else 'no'}\n```\n\n" for n in range(2000)
    ).replace("# no\n", "# 7\n")
    url = report(folder, "many.md", text)
    seconds = []
    for _ in range(3):
        page = browser.page()
        seconds.append(page.open(url))
        count = page.evaluate("document.querySelectorAll('figure.cell').length")
        expect(count == 2000, f"{count} cells")
        if len(seconds) < 3:
            page.close()
    print(f"  2,000 cells: open after {min(seconds):.2f} s")
    expect(min(seconds) < LONGEST_OPENING, f"2,000 cells are open after {min(seconds):.2f} s")
    # Cells that were not laid out are found all the same.
    for what, link in (("the failure", "document.querySelector('.problems a')"), ("a chapter", "document.querySelector('.toc a[href=\"#part-900\"]')")):
        place = page.evaluate(
            f"""(async () => {{ const a = {link}; location.hash = a.getAttribute('href'); await new Promise(r => setTimeout(r, 500));
            const t = document.getElementById(location.hash.slice(1)); return (t.getClientRects()[0] || t.parentElement.getClientRects()[0]).top }})()""")
        expect(-1 <= place < 900, f"{what} is at {place}")
    page.evaluate("document.getElementById('nb:only').click()")
    left = page.evaluate("[...document.querySelectorAll('figure.cell')].filter(e => e.checkVisibility()).length")
    expect(left == 1, f"{left} cells are left by the filter")
    expect(not page.complaints(), "complaints")
    page.close()


@check
def contents_stand_beside_the_text_where_there_is_room(browser, folder):
    url = report(folder, "tour.md", TOUR)
    for width, beside in ((1500, True), (1100, False), (390, False)):
        page = browser.page(width=width)
        page.open(url)
        settle(page)
        found = page.evaluate(
            """(() => { const toc = document.querySelector('.toc').getBoundingClientRect(), text = document.querySelector('article>p').getBoundingClientRect();
            return [document.querySelector('.toc details').open, toc.left >= text.right, toc.right <= innerWidth] })()""")
        expect(found == [beside, beside, True], f"at {width}: open, beside, within: {found}")
        if beside:
            page.evaluate("document.getElementById('fourth').scrollIntoView()")
            settle(page)
            current = page.evaluate("[...document.querySelectorAll('.toc [aria-current]')].map(e => e.textContent)")
            expect(current == ["Fourth"], f"the current part is {current}")
        page.close()


@check
def the_list_of_documents_sorts(browser, folder):
    for name, text in (("a", "# Beta\n\n```python\nprint(1)\n# 1\n```\n"), ("b", "# Alpha\n\n```python\nprint(1)\n# 1\n\nprint(2)\n# 3\n```\n"),
                       ("c", "Nothing here.\n"), ("<i>d&", "```python\nprint(2)\n# 2\n\nprint(2)\n# 2\n\nprint(2)\n# 2\n```\n")):
        with open(os.path.join(folder, name + ".md"), "w") as file:
            file.write(text)
    out = os.path.join(folder, "out")
    result = subprocess.run([PROGRAM, "--quiet", "--output-dir", out, folder], capture_output=True, timeout=60)
    expect(result.returncode == 1, f"nbrun ended with {result.returncode}")
    url = "file://" + os.path.join(out, "index.html")
    rows = "[...document.querySelectorAll('tbody th')].map(e => e.dataset.value.split('/').pop())"
    for setting in SETTINGS:
        page = browser.page(**setting)
        page.open(url)
        look(page, f"the list, {setting}")
        photograph(page, "list-" + "-".join(f"{k}{v}" for k, v in setting.items()))
        page.close()
    page = browser.page()
    page.open(url)
    expect(page.evaluate(rows) == ["<i>d&.md", "a.md", "b.md", "c.md"], f"first {page.evaluate(rows)}")
    heads = page.evaluate("[...document.querySelectorAll('thead button')].map(e => e.textContent)")

    def sort(head):
        page.evaluate(f"document.querySelectorAll('thead button')[{heads.index(head)}].focus()")
        page.key("Enter", "\r")
        return page.evaluate(rows)

    expect(sort("pass") == ["<i>d&.md", "a.md", "b.md", "c.md"], "sorted by pass")
    expect(sort("pass") == ["c.md", "a.md", "b.md", "<i>d&.md"], "sorted by pass, upwards")
    expect(sort("fail")[0] == "b.md", "sorted by fail")
    expect(page.evaluate("document.querySelector('[aria-sort]').getAttribute('aria-sort')") == "descending", "the order is not told")
    expect(sort("Document") == ["<i>d&.md", "a.md", "b.md", "c.md"], "sorted by name")
    page.evaluate("document.getElementById('nb:only').click()")
    expect(page.evaluate("[...document.querySelectorAll('tbody tr')].filter(e => e.checkVisibility()).length") == 1, "the filter")
    page.evaluate("document.querySelector('tbody a').click()")
    page.close()
    page = browser.page(scripts=False)
    page.open(url)
    root = page.send("DOM.getDocument", depth=0)["root"]["nodeId"]
    links = page.send("DOM.querySelectorAll", nodeId=root, selector="tbody th a")["nodeIds"]
    expect(len(links) == 4, f"{len(links)} documents without scripts")
    expect(not page.send("DOM.querySelectorAll", nodeId=root, selector="thead button")["nodeIds"], "a button that does nothing is shown")
    addresses = [dict(zip(a[::2], a[1::2]))["href"] for a in (page.send("DOM.getAttributes", nodeId=n)["attributes"] for n in links)]
    expect(all(os.path.exists(os.path.join(out, urllib.parse.unquote(a))) for a in addresses), f"{addresses} are not there")
    page.close()


@check
def the_preview_follows_its_document(browser, folder):
    path = os.path.join(folder, "post.md")

    def save(title, more=""):
        text = f"# {title}\n\n" + "Words.\n\n" * 80 + f"```python\nprint({title!r})\n```\n\n" + "Words.\n\n" * 80 + more
        with open(path + ".new", "w") as file:
            file.write(text)
        os.rename(path + ".new", path)

    save("One")
    process = subprocess.Popen([PROGRAM, "preview", "--port", "0", path], stderr=subprocess.PIPE, text=True)
    try:
        port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", process.stderr.readline()).group(1))

        def ask(target, host=None, method="GET"):
            with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
                connection.sendall(f"{method} {target} HTTP/1.1\r\nHost: {host or f'127.0.0.1:{port}'}\r\nConnection: close\r\n\r\n".encode())
                return int(connection.makefile("rb").readline().split()[1])

        for target in ("/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/post.md", "//etc/passwd", "/..\\..\\x", "/./"):
            expect(ask(target) == 404, f"{target} is answered")
        expect(ask("/", host="evil.example") == 403, "another name is answered")
        expect(ask("/", method="POST") == 405, "POST is answered")
        page = browser.page(height=600)
        page.open(f"http://127.0.0.1:{port}/")

        def wait(expression, what):
            end = time.monotonic() + 20
            while time.monotonic() < end:
                try:
                    if page.evaluate(expression):
                        return
                except Exception:
                    pass
                time.sleep(0.03)
            raise AssertionError(what)

        title = "document.querySelector('h1') && document.querySelector('h1').firstChild.data"
        wait(f"{title} === 'One'", "the first page does not come")
        page.evaluate("document.querySelector('details') && (document.querySelector('details').open = true); window.scrollTo(0, 1800)")
        before = page.evaluate("document.getElementById('nb:cell-1').getBoundingClientRect().top")
        save("Two")
        wait(f"{title} === 'Two'", "a save is not followed")
        time.sleep(0.3)
        after = page.evaluate("document.getElementById('nb:cell-1').getBoundingClientRect().top")
        expect(abs(before - after) < 3, f"the place moved from {before} to {after}")
        save("Three", "```python\nwhile True: pass\n```\n")
        wait("!document.getElementById('nb:live').hidden && document.getElementById('nb:live').getAttribute('aria-valuetext') === 'cell 2 of 2'", "no progress is shown")
        save("Four")
        wait(f"{title} === 'Four'", "a save does not end the run that is no longer wanted")
        bad = [c for c in page.complaints() if f"127.0.0.1:{port}" not in c]
        expect(not bad, f"{bad}")
        begin = time.monotonic()
        process.send_signal(signal.SIGINT)
        process.wait(5)
        expect(time.monotonic() - begin < 1, "Ctrl-C does not end it at once")
        wait("!document.getElementById('nb:live-note').hidden", "the end is not told")
        page.close()
    finally:
        process.kill()
        process.wait()


def main():
    global passed, failed
    words = sys.argv[2:]
    browser = Browser()
    for body in CHECKS:
        if words and not any(word in body.__name__ for word in words):
            continue
        begin = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="nbrun-pages-") as folder:
            try:
                body(browser, folder)
                passed += 1
                print(f"ok      {body.__name__} ({time.monotonic() - begin:.1f} s)", flush=True)
            except Exception as error:
                failed += 1
                print(f"FAILED  {body.__name__}: {error}", flush=True)
                if not isinstance(error, AssertionError):
                    traceback.print_exc()
    browser.close()
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


main()
