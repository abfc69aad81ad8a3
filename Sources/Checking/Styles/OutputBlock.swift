/// Tells whether a block below a cell shows output.
package enum OutputBlock {
  /// Whether a line of text may stand between a cell and the block with its output (`Output:`, `输出：`).
  package static func canFollow(introduction: String) -> Bool {
    false
  }

  /// Whether a fence that follows a cell, and might itself be taken for a cell by its tag, shows output instead.
  ///
  /// - Parameters:
  ///   - info: the words behind the backticks.
  ///   - lines: its content.
  package static func readsAsOutput(info: String, lines: [String]) -> Bool {
    false
  }
}
