import Checking
import Foundation
import SourceText
import TestSupport
import Testing

@testable import Notebooks

/// Documents with wrong outputs in every style: updating writes what is printed, and nothing else.
@Suite struct UpdateTests {
  /// What stands in a document: what must stay, and what is claimed.
  private enum Part {
    case fixed(String)
    /// Lines, and what stands before each but the first.
    case claim([String], prefix: String)
  }

  /// A document in parts, claims right or wrong.
  private struct Draft {
    var parts: [Part] = []
    mutating func fix(_ text: String) { parts.append(.fixed(text)) }
    mutating func claim(_ lines: [String], _ prefix: String) { parts.append(.claim(lines, prefix: prefix)) }

    func text(_ ending: String) -> String {
      let text = parts.map { part in
        switch part {
        case .fixed(let text): text
        case .claim(let lines, let prefix): lines.joined(separator: "\n" + prefix)
        }
      }.joined()
      return text.replacingOccurrences(of: "\n", with: ending)
    }
  }

  /// Code and what it prints.
  private static func example(_ random: inout SplitMix) -> (code: String, output: [String]) {
    let (a, b, c) = (random.below(90) + 10, random.below(90) + 10, random.below(90) + 10)
    switch random.below(7) {
    case 0: return ("print(torch.tensor([\(a)., \(b)., \(c).]))", ["tensor([\(a)., \(b)., \(c).])"])
    case 1:
      return (
        "print(torch.tensor([[\(a), \(b)], [\(b), \(c)]]))", ["tensor([[\(a), \(b)],", "        [\(b), \(c)]])"]
      )
    case 2: return ("print([\(a), \(b)], \(c))", ["[\(a), \(b)] \(c)"])
    case 3:
      return (
        "print(torch.tensor(\(a).5, requires_grad=True) * 2)", ["tensor(\(2 * a + 1)., grad_fn=<MulBackward0>)"]
      )
    case 4: return ("print({'a': \(a), 'b': (\(b), None)})", ["{'a': \(a), 'b': (\(b), None)}"])
    case 5:
      return (
        "print(torch.tensor([\(a), \(b), \(c)]).reshape(3, 1))",
        ["tensor([[\(a)],", "        [\(b)],", "        [\(c)]])"]
      )
    default: return ("print(torch.ones(\(a % 4 + 2)).shape)", ["torch.Size([\(a % 4 + 2)])"])
    }
  }

  /// The output with something changed: a digit, a line more, a line less, another value.
  private static func wrong(_ output: [String], _ random: inout SplitMix) -> [String] {
    var lines = output
    switch random.below(4) {
    case 0 where lines.count > 1: return ["tensor([1., 2.])"]
    case 1: return ["tensor([[1, 2],", "        [3, 4]], dtype=torch.int32)"]
    case 2: return ["torch.Size([9, 9])"]
    default:
      let index = random.below(lines.count)
      if let place = lines[index].firstIndex(where: \.isNumber) {
        lines[index].replaceSubrange(place...place, with: lines[index][place] == "7" ? "8" : "7")
      }
      return lines
    }
  }

  /// A document of a few cells; `claims` says what is written for an output.
  private static func draft(_ random: inout SplitMix, _ claims: (_ output: [String], inout SplitMix) -> [String])
    -> Draft
  {
    var draft = Draft()
    let container = random.pick(["", "", "> ", "  "])
    draft.fix(container == "  " ? "- item\n\n  ```python\n  import torch\n  ```\n\n" : "Text.\n\n")
    if container != "  " { draft.fix("\(container)```python\n\(container)import torch\n\(container)```\n\n") }
    for _ in 0..<(1 + random.below(4)) {
      let (code, output) = example(&random)
      let lines = claims(output, &random)
      func open(_ info: String = "python") { draft.fix("\(container)```\(info)\n\(container)") }
      func close() { draft.fix("\n\(container)```\n\n") }
      switch random.below(9) {
      case 0:
        let mark = random.pick(["# ", "#", "## "])
        open()
        draft.fix(code + "\n\(container)\(mark)")
        draft.claim(lines, container + mark)
        close()
      case 1:
        open()
        draft.fix(code + "\n\(container)" + random.pick(["# expected:", "# Output:", "# 输出:"]) + "\n\(container)# ")
        draft.claim(lines, container + "# ")
        close()
      case 2:
        open()
        draft.fix(code + "\n\(container)" + random.pick(["# => ", "# -> "]))
        draft.claim(lines, container + "# ")
        close()
      case 3 where lines.count == 1 && output.count == 1:
        open()
        draft.fix(code + "  # ")
        draft.claim(lines, "")
        draft.fix(random.pick(["", "   the value of it", "  (as above)"]))
        close()
      case 4, 3:
        open()
        draft.fix(code + "\n\(container)```\n\(container)\n")
        draft.fix(random.pick(["", "\(container)Output:\n\(container)\n"]))
        open(random.pick(["text", "output", ""]))
        draft.claim(lines, container)
        close()
      case 5:
        open(random.pick(["python", "pycon"]))
        draft.fix(">>> \(code)\n\(container)")
        draft.claim(lines, container)
        draft.fix("\n\(container)>>> a = 1")
        close()
      case 6:
        open()
        draft.fix(code + "\n\(container)\"\"\"\n\(container)")
        draft.claim(lines, container)
        draft.fix("\n\(container)\"\"\"")
        close()
      case 7:
        open()
        draft.fix("for i in range(1):\n\(container)    \(code)\n\(container)    # ")
        draft.claim(lines, container + "    # ")
        close()
      default:
        open()
        draft.fix(code + "\n\(container)\n\(container)# ")
        draft.claim(lines, container + "# ")
        draft.fix("\n\(container)x = 1\n\(container)" + code + "\n\(container)# ")
        draft.claim(output, container + "# ")
        close()
      }
    }
    draft.fix("The end.")
    return draft
  }

  private static func updated(_ text: String, inserts: Bool = false) -> (text: String, outcome: NotebookOutcome) {
    let update = NotebookUpdater.update(
      SourceFile(path: "test.md", bytes: Array(text.utf8)), inserts: inserts, RunConfiguration())
    return (String(decoding: update.bytes, as: UTF8.self), update.outcome)
  }

  /// `NBRUN_UPDATE_DOCUMENTS=2000` checks that many.
  private static let count = ProcessInfo.processInfo.environment["NBRUN_UPDATE_DOCUMENTS"].flatMap(Int.init) ?? 240

  @Test(arguments: 0..<8) func wrongOutputsAreRewritten(part: Int) {
    for seed in stride(from: part, to: Self.count, by: 8) {
      var random = SplitMix(state: UInt64(seed))
      var again = random
      let wrong = Self.draft(&random) { Self.wrong($0, &$1) }
      let ending = random.pick(["\n", "\n", "\r\n"])
      let text = wrong.text(ending)
      let (result, outcome) = Self.updated(text)
      let summary = outcome.summary
      #expect(
        summary[.fail] == 0 && summary[.error] == 0 && summary[.unchecked] == 0 && summary.hasChecks,
        "seed \(seed)\n\(text)\n-- became --\n\(result)\n\(described(outcome))")
      #expect(Self.updated(result).text == result, "seed \(seed): updating twice\n\(result)")
      // Whatever is not claimed stands there as it did.
      var rest = Substring(result)
      for case .fixed(let fixed) in wrong.parts where !fixed.isEmpty {
        let piece = fixed.replacingOccurrences(of: "\n", with: ending)
        guard let range = rest.range(of: piece) else {
          Issue.record("seed \(seed): lost \(fixed.debugDescription)\n\(text)\n-- became --\n\(result)")
          break
        }
        rest = rest[range.upperBound...]
      }
      #expect(rest.isEmpty, "seed \(seed)\n\(result)")
      #expect(result.contains("\r\n") == (ending == "\r\n"))
      #expect(!result.replacingOccurrences(of: "\r\n", with: "").contains(ending == "\r\n" ? "\n" : "\r"))
      // The same document with right outputs is not touched.
      let right = Self.draft(&again) { output, random in
        _ = Self.wrong(output, &random)
        return output
      }.text(ending)
      #expect(Self.updated(right).text == right, "seed \(seed): a right document was touched\n\(right)")
    }
  }

  @Test func whatStillHoldsStays() {
    let document = """
      ```python
      import torch
      print(torch.tensor([0.1, 0.2]))  # expected (tolerance=0.1): tensor([0.1100, 0.2000])
      print(torch.arange(100.).reshape(10, 10))
      # tensor([[0., ..., 9.],
      #         ...
      #         [90., ..., 99.]])
      print(torch.tensor(5))  # tensor(6)   the number of things
      ```
      """
    let (text, outcome) = Self.updated(document)
    #expect(text.contains("tolerance=0.1): tensor([0.1100, 0.2000])"), "\(text)")
    #expect(text.contains("# tensor([[0., ..., 9.],\n#         ...\n#         [90., ..., 99.]])"), "\(text)")
    #expect(text.contains("# tensor(5)   the number of things"), "\(text)")
    #expect(outcome.summary[.fail] == 0, "\(text)\n\(described(outcome))")
  }

  @Test func errorsAreRewrittenOnlyWhereErrorsAreClaimed() {
    let document = """
      ```python
      1 / 0
      # ZeroDivisionError: other words
      x = [1]
      x[3]
      # 7
      ```
      """
    let (text, outcome) = Self.updated(document)
    #expect(text.contains("# ZeroDivisionError: division by zero"))
    #expect(text.contains("x[3]\n# 7\n"))
    #expect(outcome.summary[.error] + outcome.summary[.fail] > 0)
  }

  @Test func missingOutputsAreInserted() {
    let document = """
      > ```python
      > import torch
      > for i in range(2):
      >     print(i)
      > torch.ones(2)
      > ```

      ```pycon
      >>> print("a\\n\\nb")
      >>> 1 + 1
      ```
      """
    let (text, outcome) = Self.updated(document, inserts: true)
    #expect(
      text == """
        > ```python
        > import torch
        > for i in range(2):
        >     print(i)
        > # 0
        > # 1
        > torch.ones(2)
        > # tensor([1., 1.])
        > ```

        ```pycon
        >>> print("a\\n\\nb")
        a
        <BLANKLINE>
        b
        >>> 1 + 1
        2
        ```
        """)
    #expect(outcome.summary[.pass] == 4, "\(described(outcome))")
    #expect(Self.updated(text, inserts: true).text == text)
    #expect(Self.updated(document).text == document)
  }

  @Test func randomValuesAreLeftAlone() {
    let document = """
      ```python
      import torch
      print(torch.rand(2) * 2)
      # tensor([0.1234, 0.5678])
      ```
      """
    #expect(Self.updated(document).text == document)
  }
}

extension SplitMix {
  /// A number from 0 up to but not including `count`.
  mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &self) }
  /// One of the list.
  mutating func pick<T>(_ list: [T]) -> T { list[below(list.count)] }
}
