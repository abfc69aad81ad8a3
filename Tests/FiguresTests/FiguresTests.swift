import Foundation
import NumPyAPI
import PythonRuntime
import PythonSyntax
import TestSupport
import Testing
import TorchAPI

@testable import Figures

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Programs that plot, against what matplotlib prints; see `Recording/record.py`.
@Suite struct RecordedPlotTests {
  @Test(arguments: caseFolders(holding: "input.py"))
  func program(_ folder: CaseFolder) throws {
    #expect(Plotting.run(try folder.text("input.py")).printed == (try folder.text("expected.txt")))
  }
}

@Suite struct FigureTests {
  @Test func figureIsShownAtTheEndOfTheCellAndOnlyOnce() {
    let shown = Plotting.run("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\nplt.plot([2, 1])").figures
    #expect(shown.count == 2)
    #expect(Plotting.run("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.close()").figures.isEmpty)
  }

  @Test func textsAreEscaped() throws {
    let program =
      "import matplotlib.pyplot as plt\nplt.title('<script>&\"')\nplt.plot([1], label='</svg><b>')\nplt.legend()"
    let drawing = try #require(Plotting.run(program).figures.first)
    let text = SVG(drawing, identifier: "x").text
    #expect(!text.contains("<script>") && !text.contains("<b>"))
    #expect(text.contains("&lt;script&gt;&amp;&quot;"))
    #expect(text.contains("role=\"img\""))
    let parser = XMLParser(data: Data(text.utf8))
    #expect(parser.parse())
  }

  @Test func descriptionNamesAxesAndSeries() throws {
    let program =
      "import matplotlib.pyplot as plt\nplt.plot([1, 3], label='loss')\nplt.xlabel('epoch')\nplt.title('Run')"
    let drawing = try #require(Plotting.run(program).figures.first)
    #expect(drawing.title == "Run")
    #expect(drawing.description.contains("epoch") && drawing.description.contains("loss"))
  }

  @Test(arguments: [
    "(1, 1, 't', 'd', [], [('path', None, 'ML', [0, 0], (None, None, 1, [], 'butt', 'miter', False))])",
    "(1, 1, 't', 'd', [], [('path', 3, 'M', [0, 0], (None, None, 1, [], 'butt', 'miter', False))])",
    "(1, 1, 't', 'd', [], [('path', None, 'M', [0, float('nan')], (None, None, 1, [], 'butt', 'miter', False))])",
    "(1, 1, 't', 'd', [], [('image', None, (0, 0, 1, 1), 2, 2, b'1234', False)])",
    "(1, 1, 't', 'd', [], [('markup', None, '<b>')])",
    "(0, 1, 't', 'd', [], [])",
    "(1, 1, 2, 'd', [], [])",
    "(1, 1, 't', 'd', None, [])",
  ])
  func shapesOfAnotherFormAreRefused(_ arguments: String) {
    let run = Plotting.run("import _figures\n_figures.show(*\(arguments))")
    #expect(run.figures.isEmpty)
    #expect(run.printed.hasPrefix("ValueError: "))
  }

  @Test func outputLimitHoldsForFigures() {
    let run = Plotting.run(
      "import matplotlib.pyplot as plt\nplt.plot([i % 7 for i in range(3000)])\nplt.show()", limit: 8000)
    #expect(run.printed.contains("output limit exceeded"))
  }
}

/// Runs a program statement by statement with a sink for its figures.
enum Plotting {
  struct Outcome {
    var printed = ""
    var figures: [Drawing] = []
  }

  private final class Box: @unchecked Sendable { var outcome = Outcome() }

  static func run(_ source: String, limit: Int = 64 << 20) -> Outcome {
    let box = Box()
    let finished = DispatchSemaphore(value: 0)
    let thread = Thread {
      run(source, limit, box)
      finished.signal()
    }
    thread.stackSize = 256 << 20
    thread.start()
    finished.wait()
    return box.outcome
  }

  private static func run(_ source: String, _ limit: Int, _ box: Box) {
    let interpreter = Interpreter()
    interpreter.onOutput = { text, _ in box.outcome.printed += text }
    let session = TorchSession(interpreter: interpreter, seed: 0)
    NumPyModules.install(in: interpreter)
    let figures = FigureOutput(in: interpreter, limit: limit)
    figures.onDrawing = { box.outcome.figures.append($0) }
    session.run {
      do {
        for statement in try interpreter.loadCell(
          Parser.parse(Array(source.utf8)), sourceName: "input", line: { $0 })
        {
          do {
            _ = try interpreter.run(statement)
          } catch let error as PythonException {
            box.outcome.printed += "\(error.typeName): \(try interpreter.str(.object(error.exception)))\n"
          }
        }
        try figures.endCell(interpreter)
      } catch {
        box.outcome.printed += "\(error)\n"
      }
    }
  }
}
