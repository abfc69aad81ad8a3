import Testing

@testable import PythonSyntax

@Suite struct PythonSyntaxTests {}
