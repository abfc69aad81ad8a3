import Testing

@testable import MarkdownSyntax

@Suite struct MarkdownSyntaxTests {}
