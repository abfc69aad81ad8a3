import Autograd
import Foundation
import TensorCore
import Testing

@testable import TorchAPI

/// Long chains of operations: what they keep, and how they are differentiated and released.
@Suite struct ChainTests {
  /// Deeper than any recursion could go on the thread of a test.
  private static let depth = 100_000

  private static func inSession<Result>(_ body: () throws -> Result) rethrows -> Result {
    try TensorSession().bind(body)
  }

  private final class Watch {
    weak var node: Node?
    weak var tensor: Tensor?
  }

  private static func leaf() throws -> Tensor {
    let leaf = Tensor(try NDArray([.double(1)], shape: [1], .float64))
    try leaf.setRequiresGrad(true)
    return leaf
  }

  /// A chain whose every node saves a tensor of its own; watches one in the middle.
  private static func chain(from leaf: Tensor, _ watch: Watch) throws -> Tensor {
    var t = leaf
    for index in 0..<depth {
      t = try Operator.sin(t)
      if index == depth / 2 {
        watch.node = t.node
        watch.tensor = t
      }
    }
    return t
  }

  @Test func aLongChainIsDifferentiatedAndReleased() throws {
    try Self.inSession {
      let (leaf, watch) = (try Self.leaf(), Watch())
      var result: Tensor? = try Self.chain(from: leaf, watch)
      #expect(watch.node != nil)
      #expect(watch.tensor != nil)
      try Engine.backward([try #require(result)])
      // Nothing saved is kept any longer, although the graph still is.
      #expect(watch.tensor == nil)
      #expect(watch.node != nil)
      let value = try #require(leaf.grad).array.doubles[0]
      #expect(value > 0 && value < 1e-6)
      result = nil
      // The whole graph went with its result.
      #expect(watch.node == nil)
    }
  }

  @Test func aChainThatIsNeverDifferentiatedIsReleasedAtOnce() throws {
    try Self.inSession {
      let watch = Watch()
      var result: Tensor? = try Self.chain(from: try Self.leaf(), watch)
      #expect(result != nil && watch.tensor != nil)
      result = nil
      #expect(watch.node == nil)
      #expect(watch.tensor == nil)
    }
  }

  @Test func replacedResultsAreReleasedAsTheyGo() throws {
    try Self.inSession {
      let (leaf, watch) = (try Self.leaf(), Watch())
      for index in 0..<3 {
        let t = try Operator.sin(Operator.sin(leaf))
        #expect(watch.node == nil, "round \(index)")
        watch.node = t.node
      }
      #expect(watch.node == nil)
    }
  }

  /// What many operations share one tensor for is a graph, not a tree: each node runs once.
  @Test func aLadderTakesAsManyStepsAsItHasNodes() throws {
    try Self.inSession {
      let leaf = try Self.leaf()
      var t = leaf
      for _ in 0..<60 { t = try (t + t) * .double(0.5) }
      try Engine.backward([t])
      #expect(try leaf.grad?.array.doubles == [1])
    }
  }
}
