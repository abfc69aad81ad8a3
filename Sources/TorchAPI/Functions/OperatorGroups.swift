extension OperatorRegistry {
  /// The names in the order of declaration, each with its overloads.
  static let groups: [(name: String, overloads: [Operator])] = {
    var seen: Set<String> = []
    return all.filter { seen.insert($0.name).inserted }.map { ($0.name, pythonOverloads($0.name)) }
  }()

  /// The overloads that Python finds under a name. `split` takes sizes too, which is an operator of its own.
  static func pythonOverloads(_ name: String) -> [Operator] {
    name == "split" ? overloads(name) + overloads("split_with_sizes") : overloads(name)
  }
}
