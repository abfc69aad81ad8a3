import Notebooks
import Reports
import SourceText
import TestSupport

/// One document, which the seed and the number alone decide.
struct FuzzInput {
  let bytes: [UInt8]
  private let number: Int

  init(seed: UInt64, number: Int, corpus: Corpus) {
    self.number = number
    var start = SplitMix(state: seed)
    var random = SplitMix(state: start.next() ^ (UInt64(number) &* 0xD6E8_FEB8_6659_FD93))
    // Programs of the grammar reach what they do sooner; mutations reach what nobody thought of.
    if corpus.isEmpty || Int.random(in: 0..<10, using: &random) < 6 {
      bytes = Self.document(&random)
    } else {
      bytes = Mutator.mutation(of: corpus, using: &random)
    }
  }

  /// A document of one to three cells, some with claims about what they print.
  private static func document(_ random: inout SplitMix) -> [UInt8] {
    var text = ""
    for _ in 0..<[1, 1, 2, 3][Int.random(in: 0..<4, using: &random)] {
      var grammar = ProgramGrammar(random: random)
      let program = grammar.program()
      random = grammar.random
      text += "```python\n\(program)```\n\n"
      if Int.random(in: 0..<4, using: &random) == 0 {
        text += "Output:\n\n```\n\(grammar.claim())\n```\n\n"
      }
    }
    // Now and then the document is not quite what its author meant.
    if Int.random(in: 0..<8, using: &random) == 0 {
      var bytes = Array(text.utf8)
      Mutator.mutateBytes(&bytes, using: &random)
      return bytes
    }
    return Array(text.utf8)
  }

  /// What every input may use. The time limit is far above what the steps take: it is there for native operations.
  static var configuration: RunConfiguration {
    var configuration = RunConfiguration()
    configuration.timeout = 2
    configuration.maximumSteps = 20_000
    configuration.maximumMemory = 64 << 20
    configuration.maximumOutput = 1 << 20
    return configuration
  }

  /// Does with the document what the program does.
  func run() {
    let file = SourceFile(path: "fuzz.md", bytes: bytes)
    // The program refuses what is not UTF-8 before it does anything else.
    guard file.firstInvalidUTF8Offset == nil else { return }
    var configuration = Self.configuration
    configuration.inspectsVariables = number % 16 == 0
    if number % 64 == 1 {
      _ = NotebookUpdater.update(file, inserts: number % 128 == 1, configuration)
      return
    }
    let outcome = NotebookRunner.run(file, configuration)
    let summary = TerminalSummary(style: TerminalStyle.detect(noColor: true), isExact: false)
    _ = summary.text(for: outcome)
    guard number % 16 == 0 else { return }
    let context = ReportContext(version: "0")
    for case let format as any DocumentFormat.Type in ReportFormats.all { _ = format.render(outcome, context) }
    let result = DocumentResult(outcome, context, for: ReportFormats.all)
    for case let format as any JoinedFormat.Type in ReportFormats.all { _ = format.render([result], context) }
  }
}
