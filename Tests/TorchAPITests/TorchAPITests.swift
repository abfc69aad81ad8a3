import Testing

@testable import TorchAPI

@Suite struct TorchAPITests {}
