import Testing

@testable import Notebooks

@Suite struct NotebooksTests {}
