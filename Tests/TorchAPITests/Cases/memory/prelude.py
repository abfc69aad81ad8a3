import torch
import torch.nn.functional as F


def refused(*expressions):
    """What is said instead of results that no memory has room for, or that cannot be counted."""
    for expression in expressions:
        try:
            result = eval(expression)
            print(expression + ": " + str(tuple(result.shape)))
        except Exception as error:
            print(expression + ": " + type(error).__name__ + ": " + str(error).split("\nException raised")[0])


x = torch.arange(16.0).reshape(1, 1, 4, 4)
columns = torch.ones(1, 4, 9)
