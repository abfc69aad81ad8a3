import SourceText

/// A cell as the checker sees it: its lines, its comments, its statements, and the block that stands below it.
///
/// Everything carries its place in the document: line numbers are 1-based lines of the Markdown file, byte ranges
/// are ranges of the file. The checker never looks for a place by searching text.
package struct CellText: Sendable {
  /// One line of the cell.
  package struct Line: Sendable, Hashable {
    /// What a line is.
    package enum Role: Sendable, Hashable {
      /// Code, a comment, or blank.
      case code
      /// Output between the prompts of a transcript (`>>>`, `In [1]:`).
      case transcriptOutput
      /// A magic, shell or tab line, which is not run.
      case command
    }

    /// The text without container prefix, without prompt, without line ending.
    package let text: String
    /// The line of the document, counted from 1.
    package let number: Int
    /// The bytes of `text` in the document.
    package let range: ByteRange
    package let role: Role

    package init(text: String, number: Int, range: ByteRange, role: Role = .code) {
      self.text = text
      self.number = number
      self.range = range
      self.role = role
    }
  }

  /// A comment, as the Python lexer found it; a `#` inside a string is none.
  package struct Comment: Sendable, Hashable {
    /// The text from `#` to the end of the line.
    package let text: String
    /// The bytes of `text` in the document.
    package let range: ByteRange
    package let line: Int
    /// The number of characters before the `#` in its line (behind container prefix and prompt).
    package let column: Int
    /// Whether nothing but white space stands before it in its line.
    package let isOwnLine: Bool

    package init(text: String, range: ByteRange, line: Int, column: Int, isOwnLine: Bool) {
      self.text = text
      self.range = range
      self.line = line
      self.column = column
      self.isOwnLine = isOwnLine
    }
  }

  /// A statement of the cell, nested ones too.
  package struct Statement: Sendable, Hashable {
    /// What the checker needs to know about a statement.
    package enum Kind: Sendable, Hashable {
      /// A bare expression.
      case expression
      /// A bare string literal, such as a triple-quoted one.
      case string
      /// `a = ...`, `a, b = ...`, `a += ...`, `a: int = ...`: the names assigned, in order. Targets that are not
      /// names (`x[0]`, `x.data`) are given by the name they start with. `isLiteral` says that the value is written
      /// out as a number, a string, `True`, `False` or `None`.
      case assignment(names: [String], isLiteral: Bool)
      /// `def` and `class`: what is written in them runs when they are called.
      case definition
      /// `for`, `while`, `if`, `with`, `try`, `match`.
      case compound
      /// `import`, `del`, `return`, `pass`, ...
      case other
    }

    /// The lines of the document the statement covers, its body included.
    package let lines: ClosedRange<Int>
    package let kind: Kind
    /// The index of the top-level statement this one is part of (its own, at depth 0), counting top-level
    /// statements of the cell from 0.
    package let topLevel: Int
    /// 0 for a statement of the cell itself, 1 in the body of one, and so on.
    package let depth: Int

    package init(lines: ClosedRange<Int>, kind: Kind, topLevel: Int, depth: Int) {
      self.lines = lines
      self.kind = kind
      self.topLevel = topLevel
      self.depth = depth
    }
  }

  /// The block below the cell, which may show its output.
  package struct Block: Sendable, Hashable {
    /// How the block is written.
    package enum Kind: Sendable, Hashable {
      /// A fence, with the words behind its backticks.
      case fence(info: String)
      /// An indented block, as notebook exports write outputs.
      case indented
    }

    package let kind: Kind
    /// Whether the block stands within a block quote the cell is not in.
    package let isQuoted: Bool
    /// The line of text between cell and block (`Output:`), if one stands there.
    package let introduction: String?
    package let lines: [Line]
    /// The document lines of the whole block, its fences included.
    package let documentLines: ClosedRange<Int>
    /// The offset at which the first line of content would start, for a block that has none.
    package let contentStart: Int

    package init(
      kind: Kind, isQuoted: Bool = false, introduction: String? = nil, lines: [Line],
      documentLines: ClosedRange<Int>, contentStart: Int
    ) {
      self.kind = kind
      self.isQuoted = isQuoted
      self.introduction = introduction
      self.lines = lines
      self.documentLines = documentLines
      self.contentStart = contentStart
    }
  }

  /// What the labels of the cell say about checking.
  package struct Labels: Sendable, Hashable {
    /// Only the same text passes.
    package var exact: Bool
    /// Numbers may differ by this much, absolutely or relatively.
    package var tolerance: Double?
    /// Only structure is compared.
    package var random: Bool
    /// Expectations are not looked for.
    package var unchecked: Bool

    package init(exact: Bool = false, tolerance: Double? = nil, random: Bool = false, unchecked: Bool = false) {
      self.exact = exact
      self.tolerance = tolerance
      self.random = random
      self.unchecked = unchecked
    }
  }

  /// Every line of the cell, in order.
  package let lines: [Line]
  package let comments: [Comment]
  /// All statements in the order they are written, each before those of its body.
  package let statements: [Statement]
  /// Whether the cell is a transcript with prompts.
  package let isTranscript: Bool
  /// The block below, if the next thing below the cell is one (``OutputBlock/canFollow(introduction:)`` says which
  /// lines may stand between).
  package let below: Block?
  package let labels: Labels

  package init(
    lines: [Line], comments: [Comment], statements: [Statement], isTranscript: Bool = false, below: Block? = nil,
    labels: Labels = Labels()
  ) {
    self.lines = lines
    self.comments = comments
    self.statements = statements
    self.isTranscript = isTranscript
    self.below = below
    self.labels = labels
  }
}
