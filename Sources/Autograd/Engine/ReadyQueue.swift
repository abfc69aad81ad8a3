/// The nodes that may run, latest first (PyTorch's `ReadyQueue`).
///
/// Nodes with equal numbers (leaves) come in the order that the heap of the C++ library gives, because the order in
/// which hooks of leaves run can be observed. So this is that heap: `push_heap` moves up, `pop_heap` moves the hole
/// down to the bottom first and then up.
///
/// It holds no references: the pass holds the graph, and no edge of it changes while the pass runs.
struct ReadyQueue {
  private var heap: [Unmanaged<Node>] = []
  /// The only ready node, while there is but one: in a chain the heap is never touched.
  private var only: Unmanaged<Node>?

  /// Adds a node.
  @inline(__always) mutating func push(_ node: Unmanaged<Node>) {
    if only == nil, heap.isEmpty { only = node } else { pushAnother(node) }
  }

  private mutating func pushAnother(_ node: Unmanaged<Node>) {
    if heap.isEmpty { heap.reserveCapacity(16) }
    if let first = only {
      only = nil
      heap.append(first)
    }
    heap.append(node)
    if heap.count > 1 { moveUp(from: heap.count - 1, top: 0, node) }
  }

  /// Takes the node that runs next.
  @inline(__always) mutating func pop() -> Unmanaged<Node>? {
    if let node = only {
      only = nil
      return node
    }
    return popFromHeap()
  }

  private mutating func popFromHeap() -> Unmanaged<Node>? {
    guard let last = heap.popLast() else { return nil }
    guard let first = heap.first else { return last }
    let count = heap.count
    var hole = 0
    var child = 0
    while child < (count - 1) / 2 {
      child = 2 * (child + 1)
      if Self.number(heap[child]) < Self.number(heap[child - 1]) { child -= 1 }
      heap[hole] = heap[child]
      hole = child
    }
    if count & 1 == 0 && child == (count - 2) / 2 {
      child = 2 * (child + 1)
      heap[hole] = heap[child - 1]
      hole = child - 1
    }
    moveUp(from: hole, top: 0, last)
    return first
  }

  private mutating func moveUp(from start: Int, top: Int, _ node: Unmanaged<Node>) {
    var hole = start
    while hole > top {
      let parent = (hole - 1) / 2
      guard Self.number(heap[parent]) < Self.number(node) else { break }
      heap[hole] = heap[parent]
      hole = parent
    }
    heap[hole] = node
  }

  @inline(__always) private static func number(_ node: Unmanaged<Node>) -> UInt64 {
    node._withUnsafeGuaranteedRef { $0.sequenceNumber }
  }
}
