"""Record what the packages that tutorials import beside torch print, for the cases of `Cases/helpers`.

    python3 helpers.py           (torch==2.13.0+cpu, torchvision==0.28.0, torchsummary==1.5.1, tqdm==4.70.1,
                                  pandas==3.1.1, einops==0.8.2, ipython==9.18.1)

As `record.py` does it. Tables are wide and wrapped as in a notebook, whose `display.max_columns` is 20. The compiled
operators of torchvision, which its transforms do without, need not be there.
"""
import torch

from record import FOLDER, run

for name in ("nms", "qnms"):
    torch.library.define(f"torchvision::{name}", "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
for path in sorted((FOLDER / "helpers").glob("*/input.py")):
    path.with_name("expected.txt").write_text(run(path.read_text(encoding="utf-8")), encoding="utf-8")
