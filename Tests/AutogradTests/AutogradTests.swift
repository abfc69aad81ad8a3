import Testing

@testable import Autograd

@Suite struct AutogradTests {}
