import Foundation
import Testing

@testable import TensorCore

@Suite struct CFormatTests {
  @Test func fixedWritesWhatCWrites() {
    var generator = SystemRandomNumberGenerator()
    var values: [Double] = [0, -0.0, 1, -1, 0.5, 9.99995, 99.99995, 0.00004, -0.00005, 123456.78905, 999_999_999.5]
    for _ in 0..<20_000 {
      let scale = pow(10, Double.random(in: -6...9, using: &generator))
      values.append(Double.random(in: -1...1, using: &generator) * scale)
      values.append(Double(Float(values[values.count - 1])))
      values.append((values[values.count - 1] * 10000).rounded() / 10000)
    }
    for value in values {
      for precision in 0...5 {
        let expected = String(format: "%.\(precision)f", value)
        #expect(CFormat.fixed(value, precision) == expected)
      }
    }
  }
}
