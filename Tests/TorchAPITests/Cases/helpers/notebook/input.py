# What documents written for notebooks ask of the notebook.
import torch
from IPython import display, get_ipython
from IPython.display import HTML, Latex, Markdown, Math, clear_output

display.display(torch.ones(2, 2))
display.display(torch.arange(3))
get_ipython() is None
HTML("<b>bold</b>"), Markdown("# title"), Math("x^2"), Latex("$x$")
HTML("<b>bold</b>").data
