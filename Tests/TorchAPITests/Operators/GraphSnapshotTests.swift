import Autograd
import TensorCore
import Testing

@testable import TorchAPI

@Suite struct GraphSnapshotTests {
  private static func leaf() throws -> Tensor {
    let leaf = Tensor(try NDArray(full: [2, 3], .double(1.5), .float32))
    try leaf.setRequiresGrad(true)
    return leaf
  }

  @Test func holdsNodesEdgesShapesAndWhatIsSaved() throws {
    try TensorSession().bind {
      let x = try Self.leaf()
      let y: Tensor = try Operator.sum(.tensor(try Operator.mul(x, x.detached())))
      let graph = GraphSnapshot(of: [y, x])
      #expect(graph.nodes.map(\.name) == ["SumBackward0", "AccumulateGrad", "MulBackward0"])
      #expect(graph.roots.map(\.node) == [0, 1])
      #expect(graph.nodes[0].inputs == [GraphSnapshot.Input(node: 2, output: 0)])
      #expect(graph.nodes[2].inputs.map(\.node) == [1, nil])
      #expect(graph.nodes[2].outputs.map(\.shape) == [[2, 3]])
      #expect(graph.nodes[2].outputs.map(\.dtype) == ["float32"])
      #expect(graph.nodes[2].saved.map(\.name) == ["self", "other"])
      #expect(graph.nodes[2].saved.map { $0.tensor?.shape } == [nil, [2, 3]])
      #expect(graph.nodes.map(\.isLeaf) == [false, true, false])
      #expect(!graph.isCut)
      try Engine.backward([y])
      #expect(GraphSnapshot(of: [y]).nodes[1].saved.allSatisfy { $0.tensor == nil })
    }
  }

  @Test func ofALongChainIsCut() throws {
    try TensorSession().bind {
      var y = try Self.leaf()
      for _ in 0..<100 { y = try Operator.mul(y, .double(1.5)) }
      let graph = GraphSnapshot(of: [y], limit: 10)
      #expect(graph.nodes.count == 10)
      #expect(graph.isCut)
      #expect(graph.nodes[9].inputs.map(\.node) == [nil, nil])
      #expect(!GraphSnapshot(of: [y]).isCut)
    }
  }

  @Test func ofATensorWithoutGraphIsEmpty() throws {
    try TensorSession().bind {
      let graph = GraphSnapshot(of: [try Self.leaf().detached()])
      #expect(graph.nodes.isEmpty)
      #expect(graph.roots == [GraphSnapshot.Input(node: nil, output: 0)])
    }
  }
}
