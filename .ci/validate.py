"""Hand the reports of documents to the programs that read such files, and to validators.

    python3 .ci/validate.py PROGRAM DOCUMENT...

Needs html5lib, jsonschema, nbformat, junitparser and tap.py[yaml] from PyPI. SARIF is compared with its schema when
SARIF_SCHEMA names a copy of sarif-schema-2.1.0.json, JUnit with an XSD when JUNIT_XSD names one (lxml is needed then).
"""
import contextlib
import io
import json
import os
import pathlib
import subprocess
import sys
import tempfile

try:
    import html5lib
    import jsonschema
    import junitparser
    import nbformat
    from tap.parser import Parser as TAPParser
except ImportError as missing:
    sys.exit(f"{missing}: pip install html5lib jsonschema nbformat junitparser tap.py[yaml]")

HERE = pathlib.Path(__file__).resolve().parent
FORMATS = ["html", "ipynb", "json", "junit", "sarif", "tap"]


def html(text):
    parser = html5lib.HTMLParser()
    parser.parse(text)
    return [f"line {place[0]}: {code} {data}" for place, code, data in parser.errors]


def ipynb(text):
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    return [] if (notebook.nbformat, notebook.nbformat_minor) == (4, 5) else ["is not nbformat 4.5"]


def against(schema, text):
    return [f"{error.json_path}: {error.message[:200]}" for error in
            jsonschema.validators.validator_for(schema)(schema).iter_errors(json.loads(text))]


def sarif(text):
    log = json.loads(text)
    problems = [] if log["version"] == "2.1.0" else ["is not version 2.1.0"]
    if path := os.environ.get("SARIF_SCHEMA"):
        problems += against(json.loads(pathlib.Path(path).read_text(encoding="utf-8")), text)
    return problems


def junit(text):
    suites = junitparser.JUnitXml.fromstring(text.encode())
    problems = [] if any(True for suite in suites for case in suite) else ["holds no test case"]
    if path := os.environ.get("JUNIT_XSD"):
        from lxml import etree
        schema = etree.XMLSchema(etree.parse(path))
        if not schema.validate(etree.fromstring(text.encode()).getroottree()):
            problems += [str(error) for error in schema.error_log]
    return problems


def tap(text):
    # The package knows version 13, which has the lines that nbrun writes but not their number.
    lines = list(TAPParser().parse_text(text.replace("TAP version 14", "TAP version 13", 1)))
    unknown = [line for line in lines if line.category == "unknown" and str(line).strip()]
    plans = [line for line in lines if line.category == "plan"]
    tests = [line for line in lines if line.category == "test"]
    problems = [f"not understood: {line.text}" if hasattr(line, "text") else "a line is not understood" for line in unknown]
    if len(plans) != 1 or plans[0].expected_tests != len(tests):
        problems.append(f"{len(plans)} plans, {len(tests)} tests")
    return problems


def main(program, documents):
    checks = {"html": html, "ipynb": ipynb, "sarif": sarif, "junit": junit, "tap": tap,
              "json": lambda text: against(json.loads((HERE / "report.schema.json").read_text(encoding="utf-8")), text)}
    count = failures = 0
    for document in documents:
        for form in FORMATS:
            with tempfile.TemporaryDirectory() as folder:
                target = pathlib.Path(folder) / "report"
                subprocess.run([program, "--quiet", "--format", form, "--output", target, document],
                               stderr=subprocess.DEVNULL, check=False)
                try:
                    with contextlib.redirect_stderr(io.StringIO()):
                        problems = checks[form](target.read_text(encoding="utf-8"))
                except Exception as error:
                    problems = [f"{type(error).__name__}: {error}"]
            count += 1
            failures += bool(problems)
            for problem in problems[:5]:
                print(f"{document}: {form}: {problem}")
    print(f"{count} reports, {failures} not valid")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
