"""Checks the recorded reports with other programs: html5lib 1.1, nbformat 5.10, jsonschema 4.

The reports are recorded by `NBRUN_RECORD=1 swift test --filter ReportsTests`; the tests themselves need no Python.
Run: pip install html5lib nbformat jsonschema; python3 validate.py
"""

import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

import html5lib
import jsonschema
import nbformat

CASES = pathlib.Path(__file__).resolve().parent.parent / "Cases"

TEXT = {"type": "string"}
LINE = {"type": "integer", "minimum": 1}


def closed(**properties):
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


VERDICTS = ["pass", "close", "pinned", "random", "fail", "error", "skipped", "unchecked"]
REPORT = closed(
    schema={"const": 1},
    document=TEXT,
    seed={"type": "integer"},
    cells={
        "type": "array",
        "items": closed(
            line=LINE,
            session=TEXT,
            labels={"type": "array", "items": TEXT},
            status={"enum": ["ok", "error", "skipped"]},
            stdout=TEXT,
            display={"type": ["string", "null"]},
            error={"anyOf": [{"type": "null"}, closed(type=TEXT, message=TEXT, line=LINE)]},
            seconds={"type": "number"},
            expectations={
                "type": "array",
                "items": closed(
                    line=LINE,
                    endLine=LINE,
                    expected=TEXT,
                    actual={"type": ["string", "null"]},
                    verdict={"enum": VERDICTS},
                    detail=TEXT,
                ),
            },
        ),
    },
    summary={
        "type": "object",
        "propertyNames": {"enum": VERDICTS},
        "additionalProperties": {"type": "integer"},
    },
)

# The part of the SARIF 2.1.0 schema that the report uses.
REGION = closed(startLine=LINE, startColumn=LINE, endLine=LINE, endColumn=LINE)
RESULT = closed(
    ruleId=TEXT,
    ruleIndex={"type": "integer", "minimum": 0},
    level={"enum": ["none", "note", "warning", "error"]},
    message=closed(text=TEXT),
    locations={
        "type": "array",
        "items": closed(
            physicalLocation=closed(
                artifactLocation=closed(uri={"type": "string", "pattern": "^[!-~]+$"}), region=REGION
            )
        ),
    },
)


def check_html(path):
    text = path.read_text(encoding="utf-8")
    parser = html5lib.HTMLParser(strict=False)
    document = parser.parse(text)
    for place, code, data in parser.errors:
        print(f"{path}:{place}: {code} {data}")
    names = [element.tag for element in document.iter() if isinstance(element.tag, str)]
    for element in document.iter():
        if not isinstance(element.tag, str):
            continue
        name = element.tag.split("}")[-1]
        assert name not in ("script", "iframe", "object", "embed", "form", "link", "base"), (path, name)
        for attribute, value in element.attrib.items():
            assert not str(attribute).startswith("on"), (path, attribute)
            if attribute in ("src", "href"):
                allowed = r"(https?:|mailto:|data:image/|#|[^:/]*([/?#]|$))"
                assert re.match(allowed, value), (path, attribute, value)
                assert attribute != "src" or value.startswith("data:image/"), (path, value)
    identifiers = [element.attrib["id"] for element in document.iter() if "id" in element.attrib]
    assert len(identifiers) == len(set(identifiers)), (path, "ids")
    assert names, path
    return len(parser.errors)


def main():
    errors = 0
    for path in sorted(CASES.glob("**/expected.*")):
        name = path.name
        if name.endswith(".html"):
            errors += check_html(path)
        elif name.endswith(".ipynb"):
            nbformat.validate(nbformat.read(path, as_version=nbformat.NO_CONVERT))
        elif name.endswith(".json"):
            jsonschema.validate(json.loads(path.read_text(encoding="utf-8")), REPORT)
        elif name.endswith(".sarif"):
            report = json.loads(path.read_text(encoding="utf-8"))
            for result in report["runs"][0]["results"]:
                jsonschema.validate(result, RESULT)
        elif name.endswith(".xml"):
            ElementTree.parse(path)
        elif name.endswith(".github.txt"):
            for line in path.read_text(encoding="utf-8").splitlines():
                assert re.match(r"::(error|warning) file=[^:,]*(,\w+=[^:,]*)*::", line), (path, line)
        elif name.endswith(".tap"):
            lines = path.read_text(encoding="utf-8").splitlines()
            points = [line for line in lines if re.match(r"(not )?ok \d+ - ", line)]
            assert lines[0] == "TAP version 14" and lines[1].startswith(f"1..{len(points)}"), path
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
