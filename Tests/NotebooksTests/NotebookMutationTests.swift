import Checking
import Foundation
import SourceText
import TestSupport
import Testing

@testable import Notebooks

/// Everything that the project's notebooks claim is really compared, and what the post claims too, where it lies
/// beside the project: of the changes of ``ClaimMutation`` none may go unnoticed.
///
/// `NBRUN_MUTATIONS=5000 NBRUN_MUTATION_SEED=1` tries that many and prints how each kind was noticed.
@Suite struct NotebookMutationTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let count = environment["NBRUN_MUTATIONS"].flatMap(Int.init)
  private static let seed = environment["NBRUN_MUTATION_SEED"].flatMap(UInt64.init) ?? 1

  /// A change, what the document came to before it, and whether the changed claim is checked against pinned draws.
  private struct Place {
    let file: SourceFile
    let before: Summary
    let mutation: ClaimMutation
    /// How far a number may be away, where it is compared within a bound.
    let bound: Double?
  }

  @Test func everyChangeIsNoticed() throws {
    var random = SplitMix(state: Self.seed)
    var tally = Tally()
    let places = try Self.places(isThorough: Self.count != nil).shuffled(using: &random)
    for place in Self.mixed(places).prefix(Self.count ?? 80) {
      let outcome = NotebookRunner.run(place.mutation.applied(to: place.file), RunConfiguration())
      let failures = outcome.summary[.fail] + outcome.summary[.error]
      let isFailure = failures > place.before[.fail] + place.before[.error]
      // A claim that no longer reads like output is prose, and what it claimed is unchecked.
      let isUnchecked = outcome.summary[.unchecked] > place.before[.unchecked]
      let notice: Tally.Notice
      if isFailure {
        notice = .fails
      } else if let bound = place.bound, let distance = place.mutation.distance, distance <= 2 * bound {
        // Both what the document said and what it says now may be off from the recomputed value by the bound.
        notice = .isWithinTheBound
      } else {
        notice = isUnchecked ? .isUnchecked : .goesUnnoticed
      }
      tally.add(place.mutation.kind, notice)
      let message = "\(place.file.path):\(place.mutation.line): \(place.mutation.description)"
      if Self.count != nil, notice != .fails { print("\(notice): \(message)") }
      #expect(notice != .goesUnnoticed, "\(message)\n\(described(outcome))")
    }
    if Self.count != nil { print(tally.table) }
    // The exceptions: `(1)` for `(0, 1)`, a bare word or a sentence in a tensor's place.
    #expect(tally.count(.isUnchecked) * 100 <= tally.count, "\(tally.table)")
  }

  private static func places(isThorough: Bool) throws -> [Place] {
    let post = packageRoot.deletingLastPathComponent().appendingPathComponent("shared/posts/pytorch-autograd.md").path
    let names =
      NotebookFilesTests.notebooks
      + (isThorough && environment["NBRUN_NETWORKS"] != "0" ? NotebookFilesTests.networks : [])
    let notebooks = names.map { (name: $0, path: packageRoot.appendingPathComponent($0).path) }
    let posts = FileManager.default.fileExists(atPath: post) ? [(name: "the post", path: post)] : []
    var places: [Place] = []
    for (name, path) in notebooks + posts {
      let file = SourceFile(path: name, bytes: try FileSystem.read(path))
      let outcome = NotebookRunner.run(file, RunConfiguration())
      let outcomes = outcome.cells.flatMap(\.check.outcomes)
      let claims = outcomes.map { $0.expectation.textLines.map(\.text) }
      for (index, checked) in outcomes.enumerated() where [.pass, .close, .pinned].contains(checked.verdict) {
        let expectation = checked.expectation
        // Wildcards and addresses stand for anything.
        if expectation.text.contains("...") || expectation.text.contains("0x") { continue }
        let others = Set(claims.indices.filter { $0 != index }.map { claims[$0] })
        let different = others.subtracting([claims[index]]).filter { !$0.contains { $0.contains("...") } }
        let mutator = ClaimMutator(file, expectation, others: different.sorted { $0.joined() < $1.joined() })
        let bound = checked.verdict == .pinned ? Self.bound(checked) : nil
        places += mutator.mutations.map { Place(file: file, before: outcome.summary, mutation: $0, bound: bound) }
      }
    }
    #expect(places.count > 5000)
    return places
  }

  /// The places in an order in which each kind has its turn, as long as it lasts: most mutations are of digits.
  private static func mixed(_ places: [Place]) -> [Place] {
    var turns: [ClaimMutation.Kind: Int] = [:]
    let numbered = places.map { place in
      turns[place.mutation.kind, default: 0] += 1
      return (turn: turns[place.mutation.kind] ?? 0, place: place)
    }
    return numbered.enumerated().sorted { ($0.element.turn, $0.offset) < ($1.element.turn, $1.offset) }.map(
      \.element.place)
  }

  /// How far a number may be away: the greatest bound that the verdict names. A draw has none; what is computed from it
  /// may agree with one moved by a unit of its last digit, since both are known to half a unit.
  private static func bound(_ outcome: ExpectationOutcome) -> Double? {
    let named = outcome.detail.split(separator: " ").compactMap { Double($0) }.last
    if let named { return named }
    let decimals = outcome.expectation.text.split { !"0123456789.".contains($0) }.compactMap { number in
      number.firstIndex(of: ".").map { number.distance(from: $0, to: number.endIndex) - 1 }
    }
    return decimals.max().map { 1.01 * pow(10, -Double($0)) }
  }
}

/// How often each kind of change was noticed in which way.
private struct Tally {
  enum Notice: String, CaseIterable {
    case fails
    case isWithinTheBound = "within the bound"
    case isUnchecked = "unchecked only"
    case goesUnnoticed = "unnoticed"
  }

  private var counts: [String: Int] = [:]

  mutating func add(_ kind: ClaimMutation.Kind, _ notice: Notice) {
    counts[kind.rawValue + "\t" + notice.rawValue, default: 0] += 1
  }

  var count: Int { counts.values.reduce(0, +) }

  func count(_ notice: Notice) -> Int {
    ClaimMutation.Kind.allCases.reduce(0) { $0 + (counts[$1.rawValue + "\t" + notice.rawValue] ?? 0) }
  }

  var table: String {
    var text = "kind\t" + Notice.allCases.map(\.rawValue).joined(separator: "\t") + "\n"
    for kind in ClaimMutation.Kind.allCases {
      let row = Notice.allCases.map { "\(counts[kind.rawValue + "\t" + $0.rawValue] ?? 0)" }
      text += kind.rawValue + "\t" + row.joined(separator: "\t") + "\n"
    }
    return text
  }
}
