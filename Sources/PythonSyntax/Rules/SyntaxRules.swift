/// What CPython's compiler rejects in texts that its grammar accepts.
enum SyntaxRules {
  static func check(_ module: Module, in text: [UInt8]) throws(SyntaxFailure) {
  }
}
