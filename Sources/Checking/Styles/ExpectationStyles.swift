/// A way of writing expectations.
protocol ExpectationStyle: SendableMetatype {
  /// Finds the expectations of this style, and takes the comments they consist of out of the context.
  static func find(in context: inout StyleContext) -> [Expectation]
}

/// Every style, in the order in which they may take comments.
enum ExpectationStyles {
  static let all: [any ExpectationStyle.Type] = [
    SameLineStyle.self, MarkedStyle.self, PlainStyle.self, StringStyle.self, TranscriptStyle.self, BelowStyle.self,
  ]
}
