extension OperatorRegistry {
  /// The names in the order of declaration, each with its overloads.
  static let groups: [(name: String, overloads: [Operator])] = {
    var seen: Set<String> = []
    return all.filter { seen.insert($0.name).inserted }.map { ($0.name, overloads($0.name)) }
  }()
}
