// swift-format-ignore-file: NeverForceUnwrap

import Foundation
import SourceText
import TestSupport
import Testing

@testable import Checking

/// Every change of what a document claims must be noticed; changes of layout must not.
@Suite struct MutationTests {
  /// A document whose expectations all pass, and the output it has.
  static let outputs: [String] = [
    "tensor([[1., 1.],\n        [1., 1.]])",
    "tensor([[4.5455, 3.3913],\n        [1.5638, 1.4697]], grad_fn=<AddBackward0>)",
    "tensor([[ 2.5455,  1.3913],\n        [-0.4362, -0.5303]], requires_grad=True)",
    "tensor(330.)",
    "tensor(36.7684, grad_fn=<SumBackward0>)",
    "tensor([0.3333, 0.6667], dtype=torch.float64)",
    "tensor([1, 2, 3], dtype=torch.int32)",
    "torch.Size([2, 3])",
    "tensor(2.) tensor(12.)",
    "[1, 2, 3]",
    "{'a': 1, 'b': [1, 2]}",
    "(1, 2.5, None)",
    "tensor([[ 0,  1,  2],\n        [ 3,  4,  5]])",
    "epoch 1, loss 0.2500\nepoch 2, loss 0.1250",
    "Linear(in_features=2, out_features=3, bias=True)",
    "True\nFalse",
    "<AddBackward0 object at 0x7f1234567890>",
    "torch.float32",
    "x: tensor([1., 2.])",
    "tensor([1.0000e-05, 1.0000e+00])",
  ]

  /// One line of code that printed `output`, and comments that claim `claim`.
  static func check(_ output: String, claiming claim: String, marked: Bool = false) -> CellCheck {
    var bytes = 0
    func line(_ text: String, _ number: Int) -> CellText.Line {
      defer { bytes += text.utf8.count + 1 }
      return CellText.Line(text: text, number: number, range: bytes..<bytes + text.utf8.count)
    }
    var lines = [line("print(x)", 1)]
    var comments: [CellText.Comment] = []
    let texts =
      (marked ? ["expected:"] : []) + claim.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for (index, text) in texts.enumerated() {
      let made = line("# " + text, index + 2)
      lines.append(made)
      comments.append(.init(text: made.text, range: made.range, line: made.number, column: 0, isOwnLine: true))
    }
    let cell = CellText(
      lines: lines, comments: comments, statements: [.init(lines: 1...1, kind: .expression, topLevel: 0, depth: 0)])
    return Checker(cell).check(CellRecord(events: [OutputEvent(.text(output + "\n"), lines: [1])]))
  }

  static func verdicts(_ check: CellCheck) -> [Verdict] {
    check.outcomes.map(\.verdict) + check.unclaimed.map { _ in .unchecked }
  }

  @Test(arguments: outputs) func unchangedPasses(_ output: String) {
    #expect(Self.verdicts(Self.check(output, claiming: output)) == [.pass])
    #expect(Self.verdicts(Self.check(output, claiming: output, marked: true)) == [.pass])
  }

  /// Changes one thing that must be noticed; `nil` when the text has nothing to change in this way.
  static func mutate(_ text: String, kind: Int, _ generator: inout SplitMix) -> String? {
    var scalars = Array(text.unicodeScalars)
    func indices(_ condition: (Int) -> Bool) -> [Int] { scalars.indices.filter(condition) }
    func isDigit(_ index: Int) -> Bool {
      scalars.indices.contains(index) && (0x30...0x39).contains(scalars[index].value)
    }
    // Addresses may be any, and a numeral behind a node's name is another release's.
    let address = text.range(of: "0x").map {
      text.unicodeScalars.distance(from: text.unicodeScalars.startIndex, to: $0.lowerBound)
    }
    func isFree(_ index: Int) -> Bool {
      if let address, index >= address { return false }
      return true
    }
    switch kind {
    case 0:
      let places = indices {
        isDigit($0) && isFree($0) && !($0 > 0 && scalars[$0 - 1].properties.isAlphabetic && scalars[$0 - 1] != "e")
      }
      guard let place = places.randomElement(using: &generator) else { return nil }
      scalars[place] = Unicode.Scalar(
        0x30 + (scalars[place].value - 0x30 + UInt32.random(in: 1...9, using: &generator)) % 10)!
    case 1:
      let places = indices {
        isDigit($0) && isFree($0)
          && ($0 == 0 || " [(".unicodeScalars.contains(scalars[$0 - 1]) || scalars[$0 - 1] == "-")
      }
      guard let place = places.randomElement(using: &generator) else { return nil }
      if place > 0, scalars[place - 1] == "-" { scalars.remove(at: place - 1) } else { scalars.insert("-", at: place) }
    case 2:
      let places = indices { "[](){}<>".unicodeScalars.contains(scalars[$0]) }
      guard let place = places.randomElement(using: &generator) else { return nil }
      scalars.remove(at: place)
    case 3:
      let places = indices { "[]()".unicodeScalars.contains(scalars[$0]) }
      guard let place = places.randomElement(using: &generator) else { return nil }
      scalars.insert(scalars[place], at: place)
    case 4:
      for (old, new) in [
        ("float64", "float32"), ("int32", "int64"), ("float32", "float16"), ("AddB", "MulB"), ("SumB", "MeanB"),
        ("=True", "=False"), ("requires_grad=True", "grad_fn=<AddBackward0>"),
      ]
      where text.contains(old) {
        return text.replacingFirst(old, by: new)
      }
      return nil
    case 5:
      var lines = text.split(separator: "\n")
      guard lines.count > 1 else { return nil }
      lines.remove(at: Int.random(in: 0..<lines.count, using: &generator))
      return lines.joined(separator: "\n")
    case 6:
      var lines = text.split(separator: "\n")
      let line = lines[Int.random(in: 0..<lines.count, using: &generator)]
      lines.insert(line, at: Int.random(in: 0...lines.count, using: &generator))
      return lines.joined(separator: "\n")
    case 7:
      var lines = text.split(separator: "\n")
      guard lines.count > 1, lines[0] != lines[1] else { return nil }
      lines.swapAt(0, 1)
      return lines.joined(separator: "\n")
    case 8:
      // A number more or less changes the shape.
      let places = indices { scalars[$0] == "," }
      guard let place = places.randomElement(using: &generator) else { return nil }
      scalars.insert(contentsOf: ", 1.".unicodeScalars, at: place)
    default:
      return text + "\ntensor(1.)"
    }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: scalars)
    return String(result) == text ? nil : String(result)
  }

  @Test(arguments: 0..<10) func changesAreNoticed(kind: Int) {
    var generator = SplitMix(state: UInt64(kind))
    for output in Self.outputs {
      for _ in 0..<30 {
        guard let mutant = Self.mutate(output, kind: kind, &generator) else { continue }
        let marked = Self.verdicts(Self.check(output, claiming: mutant, marked: true))
        #expect(marked == [.fail], "marked, \(output) claimed as \(mutant): \(marked)")
        let plain = Self.verdicts(Self.check(output, claiming: mutant))
        #expect(
          plain.contains(.fail) || !plain.contains { $0 == .pass || $0 == .close } && plain.contains(.unchecked),
          "plain, \(output) claimed as \(mutant): \(plain)")
        // A sentence that differs from the output is prose, so only what reads like output must fail.
        let isSentence = output.hasPrefix("epoch")
        if output.split(whereSeparator: { " ,[](".contains($0) }).count > 2, kind != 2, kind != 3, !isSentence {
          #expect(plain.contains(.fail), "plain, \(output) claimed as \(mutant): \(plain)")
        }
      }
    }
  }

  @Test func layoutIsFree() {
    for output in Self.outputs where !output.contains("'") {
      let oneLine = output.split(whereSeparator: { $0 == " " || $0 == "\n" }).joined(separator: " ")
      let wide = output.replacingOccurrences(of: " ", with: "   ")
      for layout in [oneLine, wide, output + "\n", "  " + output] {
        let verdicts = Self.verdicts(Self.check(output, claiming: layout))
        #expect(verdicts == [.pass] || verdicts == [.close], "\(output) laid out as \(layout): \(verdicts)")
      }
    }
  }
}

extension String {
  func replacingFirst(_ old: String, by new: String) -> String {
    guard let range = range(of: old) else { return self }
    return replacingCharacters(in: range, with: new)
  }
}
