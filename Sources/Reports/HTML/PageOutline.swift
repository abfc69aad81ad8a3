import Checking
import MarkdownSyntax
import Notebooks

/// Which verdicts and cells belong to which code block of a document, and their names within a page.
struct PageOutline {
  /// An expectation's outcome and the number by which links reach it.
  struct Check {
    let number: Int
    let outcome: ExpectationOutcome

    /// The `id` of its place. The colon keeps it apart from the ids of headings.
    var identifier: String { "nb:check-\(number)" }
  }

  /// The cell of a code block, by the block's index.
  private(set) var cells: [Int: CellOutcome] = [:]
  /// The checks whose text stands in a code block, by the block's index, in order of their lines.
  private(set) var checks: [Int: [Check]] = [:]
  /// The checks of a cell, by the cell's index.
  private(set) var checksOfCell: [Int: [Check]] = [:]

  /// Whether there are so many cells that those out of sight are better left alone by the browser.
  let isLong: Bool

  init(_ outcome: NotebookOutcome) {
    isLong = outcome.cells.count > 100
    var number = 0
    for cell in outcome.cells {
      cells[cell.cell.codeBlock] = cell
      for expectation in cell.check.outcomes {
        number += 1
        let check = Check(number: number, outcome: expectation)
        checksOfCell[cell.cell.index, default: []].append(check)
        let block =
          expectation.expectation.style == .below
          ? cell.cell.below?.codeBlock ?? cell.cell.codeBlock : cell.cell.codeBlock
        checks[block, default: []].append(check)
      }
    }
    for block in checks.keys {
      checks[block]?.sort {
        $0.outcome.expectation.lines.lowerBound < $1.outcome.expectation.lines.lowerBound
      }
    }
  }

  static func identifier(ofCell index: Int) -> String { "nb:cell-\(index + 1)" }

  static func identifier(ofLine line: Int) -> String { "nb:L\(line)" }
}
