/// An unseeded random draw of a run.
package struct Draw: Sendable, Hashable {
  /// The number of the draw in its run, the same in every run of the document.
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
  /// Which of the arrays that the expectation prints it is.
  let array: Int
}

/// Checks what a document computes from unseeded random numbers against the numbers it prints.
///
/// Used on the checks of a whole document, after ``Checker/check(_:reruns:)`` gave its verdicts: ``init(_:unrounded:draws:)``
/// finds the draws that the document prints whole, ``apply(to:seconds:rerun:)`` runs it again with them.
package struct Pinning {
  /// How the document is to be run again.
  package struct Variant: Sendable {
    /// The values that replace those of draws, by the number of the draw.
    package var values: [Int: [Double]]
    /// How far the seed is from the first run's: what is not pinned then differs.
    package var seedOffset = 0
    /// Whether numbers are printed with 17 significant digits.
    package var isFullPrecision = true
  }

  /// Runs the whole document again. Gives the records of the cells in the order of the checks; `nil` when it cannot.
  package typealias Rerun = (Variant) -> [CellRecord]?

  /// The draws that the document prints.
  package internal(set) var pins: [Pin] = []
  /// Why an expectation that prints random numbers could not pin them.
  package internal(set) var refusals: [OutcomeIndex: String] = [:]
  /// The expectations that claim values no such draw can have, and what is wrong.
  private(set) var impossible: [OutcomeIndex: String] = [:]
  /// What the full-precision run without pins printed.
  let unrounded: [CellRecord]

  /// Finds the draws that the document prints: an expectation whose verdict is `random` shows one where the run put
  /// out exactly the values drawn.
  ///
  /// - Parameters:
  ///   - checks: the cells' checks, whose outcomes say `random`.
  ///   - unrounded: the records of the full-precision run of the same seed.
  ///   - draws: the unseeded draws of that run.
  package init(_ checks: [CellCheck], unrounded: [CellRecord], draws: [Draw]) {
    self.unrounded = unrounded
    var candidates: [[Double]: [Draw]] = [:]
    for draw in draws { candidates[draw.values, default: []].append(draw) }
    var pinned: Set<Int> = []
    for (cell, check) in checks.enumerated() where cell < unrounded.count {
      for (number, outcome) in check.outcomes.enumerated() {
        guard outcome.verdict == .random, !outcome.expectation.labels.random else { continue }
        let place = OutcomeIndex(cell: cell, outcome: number)
        guard let printed = outcome.text(in: unrounded[cell]) else { continue }
        let expected = TokenText(outcome.expectation.comparableText)
        let said = PrintedArray.all(in: expected)
        let arrays = PrintedArray.all(in: printed)
        if (said + arrays).contains(where: \.isCut) {
          refusals[place] = "not pinned: the tensor is printed only in part (`...`)"
          continue
        }
        guard said.count == arrays.count else {
          refusals[place] = "not pinned: the document shows another number of tensors than the run printed"
          continue
        }
        for (position, (claim, array)) in zip(said, arrays).enumerated() where !array.elements.isEmpty {
          let values = array.elements.compactMap { PrintedArray.value(printed, $0) }
          guard let draw = candidates[values]?.first(where: { !pinned.contains($0.index) }) else { continue }
          guard claim.shape == array.shape, claim.elements.count == values.count else {
            refusals[place] = "not pinned: the shape is not that of the draw"
            continue
          }
          let pin = Pin(claim, expected, draw, place, position)
          if let problem = Self.problem(with: pin, of: draw, claim, expected) {
            impossible[place] = problem
            refusals[place] = "not pinned: " + problem
            continue
          }
          pinned.insert(draw.index)
          pins.append(pin)
        }
      }
    }
  }

  /// What keeps the printed values from being those of the draw: one outside the range of the distribution.
  private static func problem(with pin: Pin, of draw: Draw, _ claim: PrintedArray, _ text: TokenText) -> String? {
    guard let range = draw.range else { return nil }
    let wrong = pin.values.indices.first {
      pin.values[$0] + pin.halfUnits[$0] < range.lowerBound || pin.values[$0] - pin.halfUnits[$0] > range.upperBound
    }
    guard let wrong else { return nil }
    let token = claim.elements[wrong]
    let path = text.elementPath(of: token)
    let place = path.isEmpty ? "" : "element [\(path.map(String.init).joined(separator: ", "))]: "
    return "\(place)\(text.string(token)) lies outside \(brief(range.lowerBound)) to \(brief(range.upperBound)), "
      + "which is all that this draw can give"
  }

  /// Turns claims of impossible values into failures.
  func failImpossible(in checks: inout [CellCheck]) {
    for (place, problem) in impossible {
      checks[place.cell].outcomes[place.outcome].verdict = .fail
      checks[place.cell].outcomes[place.outcome].detail = problem
    }
  }
}

extension Pin {
  fileprivate init(_ claim: PrintedArray, _ text: TokenText, _ draw: Draw, _ source: OutcomeIndex, _ array: Int) {
    self.draw = draw.index
    self.source = source
    self.array = array
    values = claim.elements.map { PrintedArray.value(text, $0) ?? 0 }
    let numbers = claim.elements.map { text.number($0) }
    // Whole numbers are printed whole only when all are: `tensor([1., 0.])` is exact.
    let isExact = numbers.allSatisfy { $0.map { !$0.isFloat || $0.decimals == 0 && $0.exponent == 0 } ?? true }
    halfUnits = numbers.map { number in isExact ? 0 : number.map { $0.unit / 2 } ?? 0 }
  }
}

extension ExpectationOutcome {
  /// The output at the place of the expectation in another run, cut into tokens without a printed label; `nil` when
  /// that run has no such place.
  func text(in record: CellRecord) -> TokenText? {
    source.text(in: record).map { TokenText($0).suffix(from: source.dropping) }
  }
}
