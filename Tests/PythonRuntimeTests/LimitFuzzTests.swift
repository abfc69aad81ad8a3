import Foundation
import PythonSyntax
import SourceText
import TestSupport
import Testing

@testable import PythonRuntime

/// Random programs that grow, recurse, print and swallow exceptions, under small limits: each one ends by itself or by
/// an exception that says why, and none goes on.
///
/// `NBRUN_FUZZ=5000 NBRUN_FUZZ_SEED=7` tries that many.
@Suite struct LimitFuzzTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let count = environment["NBRUN_FUZZ"].flatMap(Int.init) ?? 120
  private static let seed = environment["NBRUN_FUZZ_SEED"].flatMap(UInt64.init) ?? 1

  /// How a program ended: the type of its exception, if there was one.
  private func ending(of source: String, _ limits: Limits) throws -> String? {
    let interpreter = Interpreter(limits: limits)
    let begin = Date()
    interpreter.mustStop = { Date().timeIntervalSince(begin) > 20 }
    return try interpreter.ending(of: source)
  }

  @Test func everyProgramEnds() throws {
    var random = SplitMix(state: Self.seed)
    var endings: [String: Int] = [:]
    for _ in 0..<Self.count {
      var limits = Limits()
      limits.steps = Int.random(in: 1...4, using: &random) << 12
      limits.recursion = Int.random(in: 10...80, using: &random)
      limits.nativeStackBytes = 128 << 10
      limits.outputBytes = 1 << Int.random(in: 6...14, using: &random)
      limits.valueBytes = 1 << Int.random(in: 12...20, using: &random)
      limits.memoryBytes = 256 << 20
      var program = RandomProgram(random: random)
      let source = program.make()
      random = program.random
      let ending = try ending(of: source, limits)
      #expect(ending != "KeyboardInterrupt", "goes on:\n\(source)")
      #expect(ending != "SystemError" && ending != "SyntaxError", "\(ending ?? ""):\n\(source)")
      endings[ending ?? "", default: 0] += 1
    }
    // Each limit was met, and some programs met none.
    for type in ["", "RuntimeError", "MemoryError", "RecursionError"] {
      #expect(endings[type, default: 0] > 0, "\(type) of \(endings)")
    }
  }
}

/// Makes programs of a few definitions and statements that use them.
private struct RandomProgram {
  var random: SplitMix
  private var lines: [String] = []

  init(random: SplitMix) { self.random = random }

  mutating func make() -> String {
    lines = ["a = [1, 2]", "s = 'ab'", "d = {}", "n = 3", "b = bytearray(b'xy')"]
    function()
    for _ in 0..<Int.random(in: 2...6, using: &random) { statement(depth: 0, indentation: "") }
    return lines.joined(separator: "\n") + "\n"
  }

  private mutating func pick(_ choices: [String]) -> String { choices.randomElement(using: &random) ?? "" }

  private mutating func function() {
    lines.append("def f(x=0):")
    lines.append("    global n, s")
    for _ in 0..<Int.random(in: 1...3, using: &random) { statement(depth: 2, indentation: "    ") }
    lines.append("    return \(expression())")
    lines += [
      "class C:", "    def __init__(self, x=0): self.x = x",
      "    def __repr__(self): return \(pick(["repr(self.x)", "s", "f'{self!r}'"]))",
      "    def __eq__(self, other): return \(pick(["self.x == other", "self == other", "f()"]))",
      "    def __hash__(self): return \(pick(["1", "hash(self.x)", "f()"]))",
      "    def __getattr__(self, name): return \(pick(["3", "self.missing", "getattr(f(), name)"]))",
      "    def __iter__(self): \(pick(["yield from self", "yield 1", "return iter([f()])"]))",
      "def g(k=3):", "    while \(pick(["True", "k > 0", "n"])):", "        k -= 1", "        yield \(expression())",
    ]
  }

  private mutating func expression() -> String {
    pick([
      "f()", "f(f)", "g()", "n", "len(a)", "s * n", "a * 2", "a + a", "b * 3", "[a] * n", "list(g())", "sum([1] * n)",
      "C(C(1))", "C() == C()", "{C(): 1}", "repr(C(a))", "C().y", "str(a)", "f'{s:>{n}}'", "'%*d' % (n, 1)",
      "s.join([s] * n)", "s.replace('a', s)", "2 ** n", "n << n", "n * n", "int('1' * 50) ** 3", "sorted(a, key=f)",
      "list(map(f, a))", "[x for x in g()]", "max(a, default=f())", "tuple(C())", "(lambda: f())()", "range(n)[-1:]",
      "dict(enumerate(a))", "eval('f()')", "[*a, *a]", "{**d, n: d}", "d.copy()", "bytes(n)", "b.hex()", "hash(C())",
      "isinstance(n, int)", "next(g())", "any(g())", "list(zip(g(), g()))", "s.encode()", "divmod(n, 7)", "a[::-1]",
    ])
  }

  private mutating func statement(depth: Int, indentation: String) {
    let simple = [
      "a += a", "a.append(a)", "a.extend(range(n))", "s += s", "s = s * 2", "n = n * n", "n += 1", "b += b", "d[n] = d",
      "d[len(d)] = a[:]", "print(s)", "print(a)", "print(n, end='')", "f()", "f(C())", "exec('n = 4')",
      "a.insert(0, s)",
      "a[1:1] = a", "x = \(expression())", "x = \(expression())", "x = \(expression())", "print(\(expression()))",
      "assert n", "raise ValueError(s)", "del a[0]", "d.clear()", "n = 3", "s = 'ab'", "a = [1]",
    ]
    if depth >= 3 || Int.random(in: 0..<3, using: &random) == 0 {
      var line = pick(simple)
      // What a function assigns here would be a variable of its own.
      if !indentation.isEmpty, ["a +=", "b +=", "a = ["].contains(where: line.hasPrefix) { line = "a.append(n)" }
      lines.append(indentation + line)
      return
    }
    let inner = indentation + "    "
    switch Int.random(in: 0..<6, using: &random) {
    case 0: lines.append(indentation + "while \(pick(["True", "n", "len(a) < 1000", "n < 10"])):")
    case 1:
      lines.append(indentation + "for i in \(pick(["a", "g()", "range(n)", "range(10 ** 9)", "iter(f, 5)", "s"])):")
    case 2:
      lines.append(indentation + "try:")
      statement(depth: depth + 1, indentation: inner)
      lines.append(indentation + pick(["except BaseException:", "except Exception:", "except:", "finally:"]))
    case 3: lines.append(indentation + "if \(pick(["n", "a", "n > 5", "not d"])):")
    case 4:
      lines.append(indentation + "while True:")
      lines.append(inner + "try:")
      statement(depth: depth + 1, indentation: inner + "    ")
      lines.append(inner + pick(["except BaseException: pass", "except: continue", "finally: n += 1"]))
    default: lines.append(indentation + "for i, x in enumerate(\(pick(["a", "g()", "s", "range(5)"]))):")
    }
    for _ in 0..<Int.random(in: 1...2, using: &random) { statement(depth: depth + 1, indentation: inner) }
  }
}
