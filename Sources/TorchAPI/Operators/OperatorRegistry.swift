import Synchronization

/// All operators, found by the name that Python uses.
package enum OperatorRegistry {
  /// The families, each declared in its own file. A name with all its overloads belongs to one family, so that a
  /// function is found without making the operators of those behind it.
  static let families: [@Sendable () -> [Operator]] = [
    { Operator.arithmetic }, { Operator.comparisons }, { Operator.pointwise }, { Operator.views },
    { Operator.reductions }, { Operator.copies }, { Operator.indexing }, { Operator.products },
    { Operator.activations }, { Operator.losses }, { Operator.pairs }, { Operator.normalisation },
    { Operator.convolutions }, { Operator.statistics }, { Operator.decompositions }, { Operator.recurrent },
    { Operator.attention }, { Operator.fourier }, { Operator.scatterings }, { Operator.cuts }, { Operator.spectral },
    { Operator.matrices },
    { Operator.special }, { Operator.collections }, { Operator.draws }, { Operator.indexReductions },
    { Operator.quantiles }, { Operator.differences }, { Operator.counting }, { Operator.distanceFunctions },
    { Operator.transforms }, { Operator.polynomials }, { Operator.segmentReductions }, { Operator.fakeQuantizations },
    { Operator.gridSampling + Operator.bags }, { Operator.resizings },
  ]

  /// Every operator that Python can find, in the order of declaration.
  package static let all: [Operator] = families.flatMap { $0() }

  /// The overloads by name, in the order of declaration.
  private static let index: [(name: String, overloads: [Operator])] = {
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
    return groups
  }()

  /// The overloads of a function, in the order in which a call tries them; empty if there is none of that name.
  ///
  /// No operator's name ends in an underscore, which marks the form in place.
  package static func overloads(_ name: String) -> [Operator] {
    if name.hasSuffix("_"), !name.hasSuffix("__") { return [] }
    if let known = found.withLock({ $0[name] }) { return known }
    for family in families {
      let overloads = family().filter { $0.name == name }
      guard !overloads.isEmpty else { continue }
      found.withLock { $0[name] = overloads }
      return overloads
    }
    return []
  }

  /// What was looked for and found.
  private static let found = Mutex<[String: [Operator]]>([:])

  /// The names in the order of declaration, each with the overloads that Python finds under it.
  static var groups: [(name: String, overloads: [Operator])] { index }
}
