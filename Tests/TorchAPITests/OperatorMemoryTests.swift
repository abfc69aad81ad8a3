import Foundation
import NumPyAPI
import PythonRuntime
import PythonSyntax
import TensorCore
import Testing

@testable import TorchAPI

/// What operators called from Python allocate, by the count of bytes of the storages made.
@Suite struct OperatorMemoryTests {
  private final class Measured: @unchecked Sendable { var bytes: [Int] = [] }

  private static let prelude = """
    import torch
    import torch.nn.functional as F
    x, y, row = torch.rand(100, 200) + 0.5, torch.rand(100, 200) + 0.5, torch.rand(200)
    t, square, mask, whole = torch.rand(200, 100).t(), torch.rand(140, 140), x > 0.7, torch.arange(20000).reshape(100, 200)
    places = torch.randint(0, 100, (100, 200))
    """

  /// Expressions over arrays of 20 000 elements, and the bytes per element that their results take.
  private static let operators: [(String, Int)] = [
    ("x + y", 4), ("x + row", 4), ("x * 2", 4), ("x / y", 4), ("x - t", 4), ("2 - x", 4), ("x ** 2", 4),
    ("x ** 0.5", 4),
    ("-x", 4), ("x.abs()", 4), ("x.exp()", 4), ("x.log()", 4), ("x.sin()", 4), ("x.tanh()", 4), ("x.sigmoid()", 4),
    ("x.sqrt()", 4), ("x.relu()", 4), ("F.gelu(x)", 4), ("F.silu(x)", 4), ("F.softplus(x)", 4), ("F.leaky_relu(x)", 4),
    ("t.exp()", 4), ("x.floor()", 4), ("x.clamp(0.6, 1.2)", 4), ("x.clamp(min=0.6)", 4), ("torch.maximum(x, y)", 4),
    ("torch.where(mask, x, y)", 4), ("torch.where(mask, x, 0.0)", 4), ("x < y", 1), ("x == 0.7", 1), ("mask & mask", 1),
    ("~mask", 1), ("x.masked_fill(mask, 0)", 4), ("x.addcmul(x, y)", 4), ("whole + 1", 8),
    ("whole // 3", 8), ("whole % 7", 8), ("whole * whole", 8), ("x.double()", 8), ("x.long()", 8), ("x.half()", 2),
    ("x.sum()", 0), ("x.sum(0)", 0), ("x.sum(1)", 0), ("x.mean()", 0), ("x.max()", 0), ("x.max(1)", 0),
    ("x.argmax(1)", 0),
    ("x.prod()", 0),
    ("t.sum(1)", 0),
    ("x.cumsum(0)", 4), ("x.cumsum(1)", 4), ("x.cumprod(1)", 4), ("x.softmax(1)", 4),
    ("x.log_softmax(-1)", 4), ("square @ square", 4), ("square.t() @ square", 4),
    ("square @ square.t()", 4), ("x @ row", 0),
    ("torch.outer(row, row)", 8),
    ("torch.cat([x, y])", 8), ("torch.stack([x, y])", 8), ("x.repeat(2, 1)", 8), ("x.flip(0)", 4),
    ("x.tril()", 4), ("x.clone()", 4), ("t.contiguous()", 4), ("x.gather(0, places)", 4), ("x[places[0]]", 8),

    ("x.index_select(0, places[0])", 8), ("torch.zeros_like(x)", 4), ("torch.rand(100, 200)", 4),
    ("torch.randn(100, 200)", 4), ("torch.arange(20000)", 8),
    ("x.t()", 0), ("x[1:, ::2]", 0), ("x.view(-1)", 0), ("x.expand(3, 100, 200)", 0),
    ("x.unsqueeze(0)", 0), ("x.detach()", 0), ("x.add_(1)", 0), ("x.mul_(y)", 0),
    ("x.div_(2)", 0), ("x.zero_()", 0), ("x.copy_(y)", 0),
    ("x[0] = 3", 0),
    ("x.uniform_()", 0), ("x.normal_()", 0),
  ]

  /// Those to which PyTorch, asked by its profiler, gives memory beside the result as well: for the noise of a dropout,
  /// exponentials or differences that are added up, or elements as truth values. Nowhere more than it does.
  private static let wider: [(String, Int)] = [
    ("torch.lerp(x, y, 0.3)", 4), ("x.var()", 0), ("x.std(1)", 0), ("x.norm()", 0), ("x.norm(dim=1)", 0),
    ("x.all()", 1), ("torch.logsumexp(x, 1)", 4), ("x.softmax(0)", 4), ("torch.addmm(square, square, square)", 4),
    ("x.roll(1, 0)", 4), ("x[mask]", 4), ("x.sort(1)", 12), ("F.dropout(x, 0.5)", 8), ("F.layer_norm(x, (200,))", 4),
    ("F.mse_loss(x, y)", 4), ("x.sub_(y, alpha=0.1)", 0), ("x.exp_()", 0), ("x.clamp_(0, 1)", 0), ("x.fill_(2)", 0),
    ("x.relu_()", 0), ("x.addcmul_(y, y)", 0), ("x[mask] = 3", 0), ("x.masked_fill_(mask, 2)", 0),
  ]

  private static let all = operators + wider

  @Test func operatorsAllocateTheirResults() {
    let measured = Measured()
    let finished = DispatchSemaphore(value: 0)
    let thread = Thread {
      Self.run(measured)
      finished.signal()
    }
    thread.stackSize = 64 << 20
    thread.start()
    finished.wait()
    #expect(measured.bytes.count == Self.all.count)
    for ((expression, size), bytes) in zip(Self.all, measured.bytes) {
      // Results of a row or a column and numbers come on top.
      #expect(bytes <= size * 20_000 + 8000, "\(expression): \(Double(bytes) / 20_000) bytes per element, not \(size)")
    }
  }

  private static func run(_ measured: Measured) {
    let interpreter = Interpreter()
    interpreter.onOutput = { _, _ in }
    interpreter.sourceOfModule = { name in EmbeddedLibrary.source(of: name).map { ($0.text, $0.file) } }
    let session = TorchSession(interpreter: interpreter, seed: 0)
    NumPyModules.install(in: interpreter)
    func execute(_ source: String) throws {
      for statement in try interpreter.loadCell(Parser.parse(Array(source.utf8)), sourceName: "input", line: { $0 }) {
        _ = try interpreter.run(statement)
      }
    }
    session.run {
      do {
        try execute(prelude)
        for (expression, _) in all {
          let before = Storage.allocatedBytes
          try execute(expression)
          measured.bytes.append(Storage.allocatedBytes - before)
        }
      } catch {
        Issue.record("\(all[measured.bytes.count].0): \(error)")
      }
    }
  }
}
