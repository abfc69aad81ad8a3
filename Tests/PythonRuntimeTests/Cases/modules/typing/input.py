from typing import *
import typing
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(List[int], Dict[str, int], Tuple[int, ...], Tuple[int, str], Optional[int], Union[int, str], Union[int, None, str], Callable[[int], str], Callable[..., int], Any, List, Set[int], Type[int])
print(Union[int, int], Optional[Union[int, str]], Iterable[int], Sequence[List[int]], Literal["a", 1], ClassVar[int], Final[int], Annotated[int, "m"], NoReturn)
T = TypeVar("T"); K = TypeVar("K", bound=int); print(T, K, TypeVar("C", covariant=True), List[T], Dict[K, T][int, str])
class Stack(Generic[T]):
    def __init__(self): self.items = []
    def push(self, x: T) -> None: self.items.append(x)
s = Stack[int](); s.push(1); print(s.items, Stack[int])
class Pt(NamedTuple):
    x: int
    y: int = 0
    def norm(self): return self.x + self.y
print(Pt(1), Pt(1, 2).norm(), Pt._fields, Pt.__annotations__, Pt._field_defaults)
class TD(TypedDict):
    a: int
    b: str
print(TD(a=1, b="x"), TD.__annotations__)
def f(a: int, b: "str" = "q") -> List[int]: return []
print(get_type_hints(f), f.__annotations__["a"], cast(int, "x"), TYPE_CHECKING)
UserId = NewType("UserId", int); print(UserId(5), UserId.__name__)
@runtime_checkable
class HasLen(Protocol):
    def __len__(self) -> int: ...
print(isinstance([], HasLen), isinstance(3, HasLen))
class NotRuntime(Protocol):
    def m(self): ...
attempt(lambda: isinstance(3, NotRuntime))
class Impl(NotRuntime):
    def m(self): return 1
print(Impl().m())
print(get_origin(List[int]), get_args(Dict[str, int]), get_args(Callable[[int], str]), get_origin(Union[int, str]) is Union, get_origin(int))
print(List[int] == List[int], Optional[int] == Union[int, None], hash(List[int]) == hash(List[int]))
attempt(lambda: Optional[int]())
attempt(lambda: isinstance([], List[int]))
@overload
def g(x: int) -> int: ...
def g(x): return x
print(g(3))
@final
class Fin: pass
print(isinstance([], typing.Iterable), list[int], dict[str, list[int]], int | None)
