import Testing

@testable import Checking

@Suite struct CheckingTests {}
