"""What PyTorch says to calls that it refuses.

    python3 refusals.py            (in an environment with torch==2.13.0+cpu)

Each line of Cases/refusals/calls.txt is a call, or a few statements, with `torch`, `F`, `nn`, `np` and a parameter `P0`
at hand; `\\n` in it starts a new line. Cases/refusals/answers.txt gets a line for each: the error's type and text, or
`none`. Addresses are written 0x, and what the C++ library adds about itself is cut off.
"""
import pathlib
import re
import warnings

SETUP = """
import warnings
warnings.simplefilter("ignore")
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

P0 = nn.Parameter(torch.ones(2))


class BadNet(nn.Module):
    def __init__(self):
        self.layer = nn.Linear(1, 1)


class NoFwd(nn.Module):
    pass


class Net1(nn.Module):
    def forward(self, x):
        return x



def answer(call):
    torch.manual_seed(0)
    space = {"torch": torch, "F": F, "nn": nn, "np": np, "P0": P0, "BadNet": BadNet, "NoFwd": NoFwd, "Net1": Net1}
    try:
        exec(call, space)
    except Exception as error:
        text = str(error).split("\\nException raised from")[0]
        return type(error).__name__ + ": " + text.replace("\\n", "\\\\n")
    return "none"
"""


def record():
    folder = pathlib.Path(__file__).resolve().parent.parent / "Cases" / "refusals"
    space = {}
    exec(SETUP, space)
    answers = []
    for call in (folder / "calls.txt").read_text(encoding="utf-8").splitlines():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            answers.append(re.sub(r"0x[0-9a-f]+", "0x", space["answer"](call.replace("\\n", "\n"))))
    (folder / "answers.txt").write_text("\n".join(answers) + "\n", encoding="utf-8")


if __name__ == "__main__":
    record()
