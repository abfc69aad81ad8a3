#!/usr/bin/env python3.11
"""Records what CPython 3.11 prints for the programs below Cases/modules: `input.py` gives `expected.txt`."""

import pathlib
import subprocess
import sys

assert sys.version_info[:2] == (3, 11), "the judge is CPython 3.11"
for program in sorted((pathlib.Path(__file__).resolve().parent.parent / "Cases/modules").glob("*/input.py")):
    run = subprocess.run(
        [sys.executable, "-I", "-W", "ignore", program.name], cwd=program.parent, stdout=subprocess.PIPE, check=True)
    (program.parent / "expected.txt").write_bytes(run.stdout)
