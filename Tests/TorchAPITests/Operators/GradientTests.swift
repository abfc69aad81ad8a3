import Autograd
import TensorCore
import Testing

@testable import TorchAPI

@Suite struct GradientTests {
  /// Operators that are tried on samples, by schema.
  static let tried = OperatorRegistry.all.map(\.schema)

  @Test(arguments: tried) func gradientsAgreeWithDifferences(_ schema: String) throws {
    let found = try #require(OperatorRegistry.all.first { $0.schema == schema })
    try TensorSession().bind { try found.checkGradients() }
  }
}
