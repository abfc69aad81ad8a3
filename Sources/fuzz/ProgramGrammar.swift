import TestSupport

/// Makes programs: most of them parse, many of them do something before they raise.
///
/// Names of functions and methods are not listed where the program can find them itself: `call(x, k, ...)` calls the
/// k-th attribute of `x`, so that what is added later is reached too.
struct ProgramGrammar {
  var random: SplitMix
  private var indent = 0
  private var inFunction = false
  private var inLoop = false
  private var text = ""
  private var statementsLeft = 0

  init(random: SplitMix) { self.random = random }

  private static let names = ["a", "b", "c", "d", "e", "f", "g", "h", "T"]

  private static let literals = [
    "0", "1", "-1", "2", "3", "7", "10", "255", "1000", "2**31", "2**63-1", "-2**63", "2**64", "10**30", "0.0", "-0.0",
    "1.5", "0.1", "1e308", "1e-320", "float('nan')", "float('inf')", "-float('inf')", "1j", "2-3j", "True", "False",
    "None", "...", "''", "'a'", "'abc'", "'a b,c'", "'é'", "'변수'", "'😀'", "'%d %s'", "'{} {!r:>{}}'", "'\\n'",
    "'a' * 50", "b''", "b'ab\\xff'", "bytearray(b'xyz')", "()", "(1,)", "(1, 2.5, 'x')", "[]", "[1, 2, 3]",
    "[[1], [2, 3]]",
    "['b', 'a']", "[3, 1, 2] * 9", "{}", "{'a': 1}", "{1: 2, 'x': [3]}", "set()", "{1, 2, 3}", "frozenset('ab')",
    "range(5)", "range(9, -3, -2)", "slice(1, None, 2)", "int", "str", "list", "dict", "type", "object", "ValueError",
    "KeyError('k')", "len", "print", "sorted", "iter([1, 2])", "enumerate('ab')", "zip([1], 'a')", "map(str, [1])",
    "(i for i in range(3))", "NotImplemented", "__name__", "memoryview(b'ab')", "complex", "float", "super",
  ]

  private static let tensors = [
    "torch.tensor(1.)", "torch.tensor([1, 2, 3])", "torch.tensor([[1., 2.], [3., 4.]], requires_grad=True)",
    "torch.zeros(0)", "torch.zeros(2, 0, 3)", "torch.arange(6).reshape(2, 3)", "torch.ones(3, dtype=torch.float64)",
    "torch.rand(2, 3)", "torch.tensor([True, False])", "torch.tensor(float('nan'))", "torch.tensor([1+2j])",
    "torch.randn(2, 3, 4)", "torch.eye(3)", "torch.ones(1, 1, 4, 4)", "torch.tensor(5, dtype=torch.uint8)",
    "torch.empty(2, 2)", "torch.float16", "torch.int64", "torch.device('cpu')", "torch.Size([2, 3])",
    "torch.Generator()",
    "torch.tensor([2**63 - 1])", "torch.linspace(0, 1, 5)", "torch.ones(2, 3).T", "torch.ones(4).expand(3, 4)",
    "torch.no_grad()",
  ]

  /// Values of modules written in Python.
  private static let slowTensors = [
    "np.array([1., 2.])", "np.arange(6).reshape(2, 3)", "torch.nn.Linear(2, 3)", "torch.nn.ReLU()",
  ]

  private static let builtins = [
    "abs", "all", "any", "ascii", "bin", "bool", "bytes", "callable", "chr", "complex", "dict", "dir", "divmod",
    "enumerate", "eval", "filter", "float", "format", "frozenset", "getattr", "hasattr", "hash", "hex", "id", "int",
    "isinstance", "issubclass", "iter", "len", "list", "map", "max", "min", "next", "oct", "ord", "pow", "print",
    "range",
    "repr", "reversed", "round", "set", "setattr", "slice", "sorted", "str", "sum", "tuple", "type", "vars", "zip",
    "bytearray", "exec", "delattr", "globals", "staticmethod", "property", "classmethod", "memoryview",
  ]

  /// Modules that cost little to import, which is done for every input anew.
  private static let modules = [
    "math", "cmath", "gc", "sys", "time", "builtins", "json", "torch", "torch.autograd", "torch.linalg", "string",
    "copy",
  ]

  /// Modules written in Python, which take longer to compile than most inputs to run.
  private static let slowModules = [
    "random", "itertools", "functools", "operator", "collections", "re", "datetime", "statistics", "typing", "types",
    "abc", "dataclasses", "enum", "contextlib", "warnings", "textwrap", "pprint", "os", "io", "pathlib", "inspect",
    "torch.nn", "torch.nn.functional", "torch.optim", "numpy", "numpy.random", "matplotlib.pyplot", "struct", "bisect",
    "heapq", "decimal", "fractions", "torch.fft", "torch.utils.data", "torch.func",
  ]

  private static let binaries = [
    "+", "-", "*", "/", "//", "%", "@", "&", "|", "^", "<<", ">>", "**", "==", "!=", "<", "<=", ">", ">=", "is",
    "is not", "in", "not in", "and", "or",
  ]

  private static let exceptions = [
    "ValueError", "TypeError", "KeyError", "Exception", "BaseException", "(IndexError, AttributeError)", "RuntimeError",
    "StopIteration", "ArithmeticError", "RecursionError", "AssertionError",
  ]

  private static let specials = [
    "__repr__", "__str__", "__len__", "__iter__", "__next__", "__getitem__", "__eq__", "__hash__", "__add__",
    "__radd__",
    "__call__", "__bool__", "__contains__", "__getattr__", "__lt__", "__enter__", "__index__", "__float__", "__neg__",
    "__iadd__", "__format__", "__del__", "__get__", "__set_name__", "__init_subclass__", "__new__", "__getattribute__",
    "__torch_function__", "__array__", "__reversed__", "__setattr__", "__delitem__",
  ]

  /// A whole program.
  mutating func program() -> String {
    text = ""
    statementsLeft = number(3...14)
    let usesTorch = chance(3)
    if usesTorch { line(chance(50) ? "import torch, torch.nn, numpy as np" : "import torch") }
    if chance(2) {
      line("def call(x, k, *args, **kw):")
      line("    names = dir(x)")
      line("    return getattr(x, names[k % len(names)])(*args, **kw)")
    } else {
      line("call = lambda x, k, *a, **kw: getattr(x, dir(x)[k % len(dir(x))])(*a, **kw)")
    }
    for name in Self.names.prefix(number(2...6)) {
      line("\(name) = \(usesTorch && chance(2) ? tensor() : pick(Self.literals))")
    }
    line("T = \(usesTorch ? tensor() : pick(Self.literals))")
    // Each in its own `try`: what raises must not end the program.
    while statementsLeft > 0 {
      if chance(3) {
        statement(3)
      } else {
        line("try:")
        nested { $0.statement(3) }
        line("except \(pick(Self.exceptions)) as err:")
        nested { $0.line($0.chance(2) ? "print(type(err).__name__, err)" : "pass") }
      }
    }
    return text
  }

  /// What a reader might have written below a cell.
  mutating func claim() -> String {
    (0..<number(1...3)).map { _ in
      pick([
        "tensor([1., 2.])", "[1, 2, 3]", "3", "{'a': 1}", "...", "ValueError: x",
        "tensor(0.1234, grad_fn=<AddBackward0>)",
        "Traceback (most recent call last):", "1e-3", "array([1.])", "True None", "<object at 0x7f00>",
        "tensor([[1, 2],",
        "        [3, 4]])", "nan", "-0.0", "'a'", "", "abc def",
      ])
    }.joined(separator: "\n")
  }

  // MARK: Statements

  private mutating func line(_ statement: String) {
    text += String(repeating: "    ", count: indent) + statement + "\n"
  }

  private mutating func nested(_ body: (inout ProgramGrammar) -> Void) {
    indent += 1
    body(&self)
    indent -= 1
  }

  private mutating func block(_ depth: Int) {
    nested { grammar in
      for _ in 0..<grammar.number(1...2) { grammar.statement(depth - 1) }
    }
  }

  private mutating func statement(_ depth: Int) {
    statementsLeft -= 1
    guard depth > 0 else { return line("\(name()) = \(expression(2))") }
    switch number(0...27) {
    case 0...3: line("\(name()) = \(expression(3))")
    case 4: line("\(target()) \(pick(["+", "-", "*", "/", "//", "%", "**", "<<", "|", "@"]))= \(expression(2))")
    case 5...7: line("print(\(expression(3)))")
    case 8: line(expression(3))
    case 9...10: line("\(name()) = call(\(name()), \(number(0...300)), \(arguments(2)))")
    case 11: line("import \(module()) as \(name())")
    case 12:
      line("if \(expression(2)):")
      block(depth)
      if chance(2) {
        line(chance(2) ? "else:" : "elif \(expression(1)):")
        block(depth)
      }
    case 13...14:
      line("for \(target()) in \(chance(2) ? "range(\(number(0...6)))" : expression(2)):")
      loop(depth)
    case 15:
      line("while \(expression(2)):")
      loop(depth)
    case 16...17: function(depth)
    case 18: classDefinition(depth)
    case 19: tryStatement(depth)
    case 20:
      line("with \(expression(1))\(chance(2) ? " as \(target())" : ""):")
      block(depth)
    case 21: line(simpleStatement())
    case 22: match(depth)
    case 23: line("\(target()), \(chance(3) ? "*" : "")\(target()) = \(expression(2))")
    case 24: line("assert \(expression(1)), \(expression(1))")
    case 25: line("del \(target())")
    case 26: line("raise \(pick(Self.exceptions.filter { !$0.hasPrefix("(") }))(\(expression(1)))")
    default:
      line("import \(module())\(chance(2) ? "" : " as c")")
      line("print(call(\(chance(2) ? "c" : "T"), \(number(0...400)), \(arguments(2))))")
    }
  }

  private mutating func loop(_ depth: Int) {
    let before = inLoop
    inLoop = true
    block(depth)
    if chance(3) { nested { $0.line($0.pick(["break", "continue", "if a: break"])) } }
    inLoop = before
    if chance(8) {
      line("else:")
      block(depth)
    }
  }

  private mutating func simpleStatement() -> String {
    switch number(0...7) {
    case 0: return inFunction ? "return \(expression(2))" : "pass"
    case 1: return inFunction ? "yield \(expression(1))" : "global a"
    case 2: return inFunction ? "\(name()) = yield from \(expression(1))" : "a: int = 3"
    case 3: return inFunction ? pick(["global a", "nonlocal b"]) : "\(name())[\(expression(1))] = \(expression(1))"
    case 4: return "\(name()).\(pick(["x", "data", "grad", "__dict__", "__class__", "shape"])) = \(expression(1))"
    case 5: return "from \(module()) import *"
    case 6: return inLoop ? pick(["break", "continue"]) : "type X = int"
    default: return "print(\(expression(2)), sep=\(expression(0)), end=\(expression(0)))"
    }
  }

  private mutating func function(_ depth: Int) {
    let called = name()
    if chance(6) { line("@\(pick(["staticmethod", "property", "torch.no_grad()", "lambda f: f", name()]))") }
    let parameters = pick([
      "", "a", "a, b=1", "*args", "a, /, b=2, *, c=3", "**kw", "a, *args, k=None, **kw", "a: int, b: 'x' = 2",
    ])
    line("def \(called)(\(parameters))\(chance(5) ? " -> \(expression(0))" : ""):")
    let before = inFunction
    let loopBefore = inLoop
    inFunction = true
    inLoop = false
    block(depth)
    if chance(2) { nested { $0.line("return \($0.expression(2))") } }
    inFunction = before
    inLoop = loopBefore
    if chance(2) { line("print(\(called)(\(arguments(2))))") }
  }

  private mutating func classDefinition(_ depth: Int) {
    let called = name()
    let bases = pick([
      "", "", "(object)", "(int)", "(str)", "(list)", "(dict)", "(Exception)", "(\(name()))", "(metaclass=type)",
      "(tuple, int)", "(float)", "(set)", "(torch.autograd.Function)",
    ])
    line("class \(called)\(bases):")
    let before = inFunction
    nested { grammar in
      if grammar.chance(3) { grammar.line("x = \(grammar.expression(1))") }
      if grammar.chance(4) { grammar.line("__slots__ = ('x', 'y')") }
      for _ in 0..<grammar.number(1...3) {
        grammar.inFunction = true
        let method = grammar.chance(3) ? "__init__" : grammar.pick(Self.specials)
        grammar.line("def \(method)(self, *args, **kw):")
        grammar.nested { body in
          if body.chance(3) { body.line("super().\(method)(*args, **kw)") }
          if body.chance(2) { body.line("self.x = \(body.expression(1))") }
          body.line("return \(body.pick(["self", "args", "NotImplemented", "self.x", "super()"]))")
          if body.chance(2) { body.line("return \(body.expression(2))") }
        }
        grammar.inFunction = before
      }
    }
    line("\(name()) = \(called)(\(arguments(1)))")
  }

  private mutating func tryStatement(_ depth: Int) {
    line("try:")
    block(depth)
    if chance(2) {
      line("except \(pick(Self.exceptions))\(chance(2) ? " as \(name())" : ""):")
      block(depth)
      if chance(4) {
        line("else:")
        block(depth)
      }
    } else if chance(3) {
      line("except:")
      block(depth)
    } else {
      line("finally:")
      block(depth)
    }
  }

  private mutating func match(_ depth: Int) {
    line("match \(expression(2)):")
    indent += 1
    for _ in 0..<number(1...3) {
      let pattern = pick([
        "_", "1", "[x, *rest]", "{'a': x, **rest}", "(1 | 2) as x", "int(x)", "str()", "[1, [2, _]]", "None", "-1",
        "[a, b, c]", "ValueError(args=x)",
      ])
      line("case \(pattern)\(chance(3) ? " if \(expression(1))" : ""):")
      block(depth)
    }
    indent -= 1
  }

  // MARK: Expressions

  private mutating func name() -> String { pick(Self.names) }

  private mutating func tensor() -> String { chance(100) ? pick(Self.slowTensors) : pick(Self.tensors) }

  private mutating func module() -> String { chance(40) ? pick(Self.slowModules) : pick(Self.modules) }

  private mutating func target() -> String {
    switch number(0...9) {
    case 0: return "\(name())[\(expression(1))]"
    case 1: return "\(name()).x"
    case 2: return "\(name())[\(slice())]"
    default: return name()
    }
  }

  private mutating func slice() -> String {
    pick(["1:", ":2", "::-1", "::2", "-3:1", "..., 0", ":, None", "0, :", "T > 0", "T", "a:b:c", ":, 1:"])
  }

  private mutating func arguments(_ depth: Int) -> String {
    var parts: [String] = []
    for _ in 0..<pick([0, 0, 1, 1, 1, 2, 2, 3]) { parts.append(expression(depth - 1)) }
    if chance(12) { parts.append("*\(expression(depth - 1))") }
    if chance(12) {
      parts.append(
        "\(pick(["key", "dim", "x", "keepdim", "dtype", "default", "start", "reverse"]))=\(expression(depth - 1))")
    }
    return parts.joined(separator: ", ")
  }

  private mutating func expression(_ depth: Int) -> String {
    guard depth > 0 else { return chance(2) ? name() : pick(Self.literals) }
    switch number(0...21) {
    case 0...2: return name()
    case 3: return pick(Self.literals)
    case 4...6: return "(\(expression(depth - 1)) \(pick(Self.binaries)) \(expression(depth - 1)))"
    case 7: return "\(pick(["-", "+", "~", "not "]))\(expression(depth - 1))"
    case 8...10: return "\(pick(Self.builtins))(\(arguments(depth)))"
    case 11...13: return "call(\(expression(depth - 1)), \(number(0...300)), \(arguments(depth)))"
    case 14: return "\(name())[\(chance(2) ? slice() : expression(depth - 1))]"
    case 15: return "(lambda \(pick(["", "x", "*x", "x=1"])): \(expression(depth - 1)))"
    case 16: return comprehension(depth)
    case 17: return "(\(expression(depth - 1)) if \(expression(depth - 1)) else \(expression(depth - 1)))"
    case 18:
      let spec = pick([
        "", "!r", "!s:>10", ":.3f", ":>{a}", "=", ":,d", ":010.2e", ":%", ":x", ":^9", ":_b", ":\\x00<5",
      ])
      return "f'<{\(pick(["a", "b", "T", "a + 1", "[b]"]))\(spec)}>'"
    case 19: return "[\(expression(depth - 1)), \(chance(3) ? "*" : "")\(expression(depth - 1))]"
    case 20: return "{\(expression(depth - 1)): \(expression(depth - 1))}"
    default:
      return chance(2)
        ? "(\(name()) := \(expression(depth - 1)))"
        : "\(expression(depth - 1))\(chance(2) ? ", " : " % ")\(expression(depth - 1))"
    }
  }

  private mutating func comprehension(_ depth: Int) -> String {
    let body = "\(expression(depth - 1)) for \(pick(["x", "a", "a, b", "*x, a"])) in \(expression(depth - 1))"
    let condition = chance(3) ? " if \(expression(depth - 1))" : ""
    switch number(0...3) {
    case 0: return "{\(body)\(condition)}"
    case 1: return "{\(expression(0)): \(body)\(condition)}"
    case 2: return "list(\(body)\(condition))"
    default: return "[\(body)\(condition)]"
    }
  }

  // MARK: Chance

  private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  /// True once in `count`.
  private mutating func chance(_ count: Int) -> Bool { number(1...count) == 1 }

  private mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(0...elements.count - 1)] }
}
