import Notebooks

/// Which nodes of a large graph share a box.
struct GraphFolding {
  private let graph: GraphOutcome
  /// The group of each node: the index of one of its nodes.
  private var groups: [Int]
  /// What stands in the box of a folded group.
  private(set) var titles: [Int: [String]] = [:]

  init(_ graph: GraphOutcome) {
    self.graph = graph
    groups = Array(graph.nodes.indices)
  }

  func group(of node: Int) -> Int { groups[node] }

  func isFolded(_ group: Int) -> Bool { titles[group] != nil }

  var groupCount: Int { Set(groups).count }

  // MARK: Modules

  /// Folds the parameters of a module, `net.0.weight` and `net.0.bias`, and the operation that uses them.
  ///
  /// A module that is used several times is left to ``foldLoops()``: one box for it would be part of a cycle.
  mutating func foldModules() {
    // The module that everything a node computes with belongs to, as long as that is parameters alone.
    var parameterOf = [String?](repeating: nil, count: graph.nodes.count)
    var users: [String: [Int]] = [:]
    var names: [String] = []
    let order = graph.nodes.indices.sorted { graph.nodes[$0].order < graph.nodes[$1].order }
    for index in order {
      let node = graph.nodes[index]
      if node.isLeaf {
        if let variable = node.variable, let dot = variable.lastIndex(of: ".") {
          parameterOf[index] = String(variable[..<dot])
        }
        continue
      }
      let modules = Set(node.inputs.compactMap { parameterOf[$0.node] })
      guard modules.count == 1, let module = modules.first else { continue }
      if node.inputs.allSatisfy({ parameterOf[$0.node] != nil }), node.inputs.count == 1 {
        parameterOf[index] = module
      } else {
        if users[module] == nil { names.append(module) }
        users[module, default: []].append(index)
      }
    }
    for module in names {
      guard let user = users[module]?.first, users[module]?.count == 1 else { continue }
      let parts = graph.nodes.indices.filter { parameterOf[$0] == module }
      let leaves = parts.filter { graph.nodes[$0].isLeaf }
      groups[user] = user
      for part in parts { groups[part] = user }
      let parameters = leaves.reversed().map { leaf in
        let name = graph.nodes[leaf].variable.map { String($0.dropFirst(module.count + 1)) } ?? ""
        return "\(name) \(GraphDiagram.sizes(graph.nodes[leaf].shape))"
      }
      titles[user] = [module, graph.nodes[user].operation] + parameters.prefix(4)
    }
  }

  // MARK: Loops

  /// The longest body of a loop that is looked for, in boxes.
  private static let longestBody = 64

  /// Folds operations that repeat in the order in which they were recorded, at least three times.
  ///
  /// A stretch of that order can be one box without making a cycle: everything between two of its operations lies in
  /// it, and leaves lead nowhere.
  mutating func foldLoops() {
    let order = Set(groups).filter { !graph.nodes[$0].isLeaf }.sorted { graph.nodes[$0].order < graph.nodes[$1].order }
    let names = order.map { graph.nodes[$0].operation }
    var start = 0
    while start < order.count {
      var best = (period: 0, count: 0)
      for period in 1...Self.longestBody where start + 3 * period <= order.count {
        var end = start + period
        while end < order.count, names[end] == names[end - period] { end += 1 }
        let count = (end - start) / period
        if count >= 3, count * period > best.count * best.period { best = (period, count) }
      }
      guard best.count >= 3 else {
        start += 1
        continue
      }
      let stretch = order[start..<start + best.period * best.count]
      let group = order[start]
      let members = Set(stretch)
      for node in groups.indices where members.contains(groups[node]) { groups[node] = group }
      for member in stretch { titles[member] = nil }
      var body = Array(names[start..<start + best.period].prefix(6))
      if best.period > body.count { body.append("… \(best.period - body.count) more") }
      titles[group] = ["\(best.count) times"] + body
      start += best.period * best.count
    }
    foldLeavesOfOneBox()
  }

  /// Leaves that only a folded loop uses are told by their number, when they are many.
  private mutating func foldLeavesOfOneBox() {
    var users: [Int: Set<Int>] = [:]
    for (index, node) in graph.nodes.enumerated() {
      for input in node.inputs where graph.nodes[input.node].isLeaf {
        users[input.node, default: []].insert(groups[index])
      }
    }
    var leaves: [Int: [Int]] = [:]
    for (leaf, boxes) in users where groups[leaf] == leaf && boxes.count == 1 {
      if let box = boxes.first, isFolded(box) { leaves[box, default: []].append(leaf) }
    }
    for (_, members) in leaves where members.count > 6 {
      let sorted = members.sorted()
      for leaf in sorted { groups[leaf] = sorted[0] }
      let names = sorted.compactMap { graph.nodes[$0].variable }
      titles[sorted[0]] = ["\(members.count) leaves"] + names.prefix(4) + (names.count > 4 ? ["…"] : [])
    }
  }

  // MARK: What is left

  /// Puts everything but the boxes nearest to the roots into one.
  mutating func cut(to count: Int) {
    var seen: Set<Int> = []
    var rest: [Int] = []
    for node in groups.indices {
      if seen.count < count { seen.insert(groups[node]) } else if !seen.contains(groups[node]) { rest.append(node) }
    }
    guard let first = rest.first else { return }
    for node in rest {
      titles[groups[node]] = nil
      groups[node] = first
    }
    titles[first] = ["… \(rest.count) more"]
  }
}
