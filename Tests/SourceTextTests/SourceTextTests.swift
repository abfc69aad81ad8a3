import Testing

@testable import SourceText

@Suite struct SourceTextTests {}
