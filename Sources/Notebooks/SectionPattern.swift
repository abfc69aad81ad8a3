#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A POSIX extended regular expression that the texts of headings are searched for, whatever their case.
package final class SectionPattern: @unchecked Sendable {
  /// Never changed after it was compiled.
  private var expression = regex_t()

  /// What is wrong with an expression, in the system's words.
  package struct Failure: Error {
    package let message: String
  }

  package init(_ pattern: String) throws(Failure) {
    let code = regcomp(&expression, pattern, REG_EXTENDED | REG_NOSUB | REG_ICASE)
    guard code == 0 else {
      var text = [CChar](repeating: 0, count: 256)
      regerror(code, &expression, &text, text.count)
      throw Failure(message: String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
  }

  deinit { regfree(&expression) }

  func matches(_ text: String) -> Bool { regexec(&expression, text, 0, nil, 0) == 0 }
}
