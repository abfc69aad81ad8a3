/// An unseeded random draw of a run.
package struct Draw: Sendable, Hashable {
  /// The number of the draw in its run, counting all draws from 0.
  package let index: Int
  /// The dtype's name without `torch.`, as in `float32`; `float` and `int` for Python's own numbers.
  package let dtype: String
  package let shape: [Int]
  /// The values a draw of this kind can take: 0...1 for `rand`, `nil` for `randn`.
  package let range: ClosedRange<Double>?
  /// The values drawn, in row-major order.
  package let values: [Double]

  package init(index: Int, dtype: String, shape: [Int], range: ClosedRange<Double>?, values: [Double]) {
    self.index = index
    self.dtype = dtype
    self.shape = shape
    self.range = range
    self.values = values
  }
}

/// An expectation's place in a document: the cell's index among the checks given, and its own among the outcomes.
package struct OutcomeIndex: Sendable, Hashable {
  package let cell: Int
  package let outcome: Int

  package init(cell: Int, outcome: Int) {
    self.cell = cell
    self.outcome = outcome
  }
}

/// Values a document prints for a draw.
package struct Pin: Sendable, Hashable {
  package let draw: Int
  /// The values as printed.
  package let values: [Double]
  /// Half a unit of the last printed digit of each value: how far the true one may be away.
  package let halfUnits: [Double]
  /// The expectation that prints them.
  package let source: OutcomeIndex
}

/// Checks what a document computes from unseeded random numbers against the numbers it prints.
///
/// Used on the checks of a whole document, after ``Checker/check(_:reruns:)`` gave its verdicts.
package struct Pinning {
  /// Runs the whole document again in full precision, with the values of some draws (by their index) replaced and
  /// from a seed that is the given number away from the first run's. Gives the records of the cells in the order of
  /// the checks; `nil` when it cannot.
  package typealias Rerun = (_ values: [Int: [Double]], _ seedOffset: Int) -> [CellRecord]?

  package private(set) var pins: [Pin] = []
  /// Why an expectation that depends on a draw could not pin it.
  package private(set) var refusals: [OutcomeIndex: String] = [:]

  /// Finds the draws that the document prints.
  ///
  /// - Parameters:
  ///   - checks: the cells' checks, whose outcomes say `random`.
  ///   - unrounded: the records of the full-precision run of the same seed.
  ///   - draws: the unseeded draws of that run.
  package init(_ checks: [CellCheck], unrounded: [CellRecord], draws: [Draw]) {
  }

  /// Runs the document with the pinned values and turns `random` into `pinned`, or `fail` where the document
  /// contradicts itself. Bounds are derived from runs with perturbed pins.
  package func apply(to checks: inout [CellCheck], rerun: Rerun) {
  }
}
