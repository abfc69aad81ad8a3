/// All operators, found by the name that Python uses.
package enum OperatorRegistry {
  /// The families, each declared in its own file.
  private static let families: [[Operator]] = [
    Operator.arithmetic, Operator.comparisons, Operator.pointwise, Operator.views, Operator.reductions,
    Operator.copies, Operator.indexing, Operator.products, Operator.activations, Operator.losses, Operator.pairs,
    Operator.normalisation, Operator.convolutions, Operator.statistics, Operator.decompositions, Operator.recurrent,
    Operator.fourier, Operator.scatterings, Operator.cuts, Operator.spectral, Operator.matrices, Operator.special,
    Operator.collections, Operator.draws, Operator.indexReductions, Operator.quantiles, Operator.differences,
    Operator.counting, Operator.distanceFunctions, Operator.transforms, Operator.polynomials,
  ]

  /// Every operator that Python can find, in the order of declaration.
  package static let all: [Operator] = families.flatMap { $0 }

  /// The overloads by name, in the order of declaration, and where each name stands.
  private static let index: (groups: [(name: String, overloads: [Operator])], positions: [String: Int]) = {
    var groups: [(name: String, overloads: [Operator])] = []
    var positions: [String: Int] = [:]
    groups.reserveCapacity(all.count)
    positions.reserveCapacity(all.count)
    for operation in all {
      // Overloads mostly stand side by side.
      if let last = groups.last, last.name == operation.name {
        groups[groups.count - 1].overloads.append(operation)
      } else if let position = positions[operation.name] {
        groups[position].overloads.append(operation)
      } else {
        positions[operation.name] = groups.count
        groups.append((operation.name, [operation]))
      }
    }
    return (groups, positions)
  }()

  /// The overloads of a function, in the order in which a call tries them; empty if there is none of that name.
  package static func overloads(_ name: String) -> [Operator] {
    index.positions[name].map { index.groups[$0].overloads } ?? []
  }

  /// The names in the order of declaration, each with the overloads that Python finds under it.
  static var groups: [(name: String, overloads: [Operator])] {
    index.groups.map { ($0.name, asPythonFinds($0)) }
  }

  /// The overloads that Python finds under a name.
  static func pythonOverloads(_ name: String) -> [Operator] { asPythonFinds((name, overloads(name))) }

  /// `split` takes sizes too, which is an operator of its own.
  private static func asPythonFinds(_ group: (name: String, overloads: [Operator])) -> [Operator] {
    group.name == "split" ? group.overloads + overloads("split_with_sizes") : group.overloads
  }
}
