# Schemas of operators, and what checks find.
from collections.abc import Sequence
from typing import List, Optional, Tuple, Union

import torch


def attempt(call):
    try:
        return call()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def many(x: torch.Tensor, xs: List[torch.Tensor], o: Optional[torch.Tensor], n: int, f: float, s: str, b: bool,
         dims: Sequence[int], d: torch.dtype, k: Optional[int] = None, *, kw: int = 3) -> Tuple[torch.Tensor, torch.Tensor]:
    return x, x


print(torch.library.infer_schema(many, mutates_args=()))
print(torch.library.infer_schema(many, mutates_args={"x", "xs"}))
print(torch.library.infer_schema(many, mutates_args="unknown", op_name="many"))
print(attempt(lambda: torch.library.infer_schema(many, mutates_args={"zz"})))
print(attempt(lambda: torch.library.infer_schema(many, mutates_args={"n"})))


def texts(x: "torch.Tensor", f: float = 1e-5, s: str = "q", b: bool = False) -> "list[torch.Tensor]": ...
def unknown(x) -> torch.Tensor: ...
def silent(x: torch.Tensor): ...
def returns_dict(x: torch.Tensor) -> dict: ...
def starred(*x: torch.Tensor) -> None: ...
def by_default(x: torch.Tensor = torch.ones(1)) -> None: ...
def nothing(x: torch.Tensor, number: Union[int, float, bool] = 2) -> None: ...


for function in (texts, unknown, silent, returns_dict, starred, by_default, nothing):
    print(attempt(lambda: torch.library.infer_schema(function, mutates_args=())))


@torch.library.custom_op("desk::wrong", mutates_args=())
def wrong(x: torch.Tensor) -> torch.Tensor:
    return 3


@torch.library.custom_op("desk::nothing", mutates_args=())
def returns_something(x: torch.Tensor) -> None:
    return x.clone()


@torch.library.custom_op("desk::number", mutates_args=())
def number(x: torch.Tensor) -> int:
    return 7


@torch.library.custom_op("desk::raises", mutates_args=())
def raises(x: torch.Tensor) -> torch.Tensor:
    raise ValueError("from inside")


x = torch.ones(2)
for op in (wrong, returns_something, number, raises):
    print(attempt(lambda: op(x)))


@torch.library.custom_op("desk::writes", mutates_args=())
def writes(x: torch.Tensor) -> torch.Tensor:
    x.add_(1)
    return x.clone()


@torch.library.custom_op("desk::five", mutates_args=())
def five(x: torch.Tensor) -> torch.Tensor:
    return x.clone()


print(attempt(lambda: torch.library.opcheck(writes, (x,))))
print(attempt(lambda: torch.library.opcheck(five, (x,))))
five.register_fake(lambda x: x.new_empty(5))
print(attempt(lambda: torch.library.opcheck(five, (x,))))
print(attempt(lambda: torch.library.opcheck(five, (x,), raise_exception=False)))
print(attempt(lambda: torch.library.opcheck(many, (x,))))

shelf = torch.library.Library("shelf", "DEF")
print(shelf.define("plus_one(Tensor x) -> Tensor"))
shelf.impl("plus_one", lambda x: x + 1, "CPU")
print(torch.ops.shelf.plus_one(x), torch.ops.shelf.plus_one.default._schema)
torch.library.define("rack::twice", "(Tensor x, float by=2.5) -> Tensor")


@torch.library.impl("rack::twice", "cpu")
def twice(x, by=2.5):
    return x * by


print(torch.ops.rack.twice(x), torch.ops.rack.twice(x, 3), attempt(lambda: torch.ops.rack.thrice(x)))
print(attempt(lambda: torch.library.custom_op("d::e", mutates_args=(), schema="(Tensor(a!) x) -> ()")(lambda x: None)))
