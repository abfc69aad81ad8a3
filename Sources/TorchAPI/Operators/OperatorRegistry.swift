/// All operators, found by the name that Python uses.
package enum OperatorRegistry {
  /// The families, each declared in its own file.
  private static let families: [[Operator]] = [
    Operator.arithmetic, Operator.comparisons, Operator.pointwise, Operator.views, Operator.reductions,
    Operator.copies, Operator.indexing, Operator.products, Operator.activations, Operator.losses, Operator.pairs,
    Operator.normalisation, Operator.convolutions, Operator.statistics, Operator.decompositions, Operator.recurrent,
  ]

  /// Every operator that Python can find, in the order of declaration.
  package static let all: [Operator] = families.flatMap { $0 }

  private static let byName: [String: [Operator]] = Dictionary(grouping: all, by: \.name)

  /// The overloads of a function, in the order in which a call tries them; empty if there is none of that name.
  package static func overloads(_ name: String) -> [Operator] { byName[name] ?? [] }
}
