// swift-format-ignore-file: NeverForceUnwrap

import Foundation
import Testing

@testable import TensorCore

/// A tensor as the recording scripts write it.
struct RecordedTensor: Decodable {
  /// A number of a recorded tensor: JSON has none for nan, infinities and the sign of zero.
  enum Number: Decodable {
    case int(Int)
    case double(Double)
    case complex(Double, Double)

    init(from decoder: Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let value = try? container.decode(Int.self) {
        self = .int(value)
      } else if let value = try? container.decode(Double.self) {
        self = .double(value)
      } else if let parts = try? container.decode([Number].self) {
        self = .complex(parts[0].scalar.double, parts[1].scalar.double)
      } else {
        switch try container.decode(String.self) {
        case "nan": self = .double(.nan)
        case "inf": self = .double(.infinity)
        case "-inf": self = .double(-.infinity)
        default: self = .double(-0.0)
        }
      }
    }

    var scalar: Scalar {
      switch self {
      case .int(let value): .int(value)
      case .double(let value): .double(value)
      case .complex(let real, let imaginary): .complex(real, imaginary)
      }
    }
  }

  let d: String
  let s: [Int]
  let t: [Int]?
  let v: [Number]

  var dtype: DType { DType.allCases.first { $0.name == d }! }

  /// The array, in the layout that was recorded.
  func array() throws -> NDArray {
    let flat = try NDArray(v.map(\.scalar), shape: Dims(s), dtype)
    guard let t, flat.count > 0 else { return flat }
    var last = 0
    for (size, stride) in zip(s, t) { last += (size - 1) * stride }
    let base = try NDArray(zeros: [last + 1], dtype)
    let look = try base.asStrided(s, t)
    look.assign(from: flat)
    return look
  }
}

/// The lines of a recorded file below `Cases`.
func recordedLines<Line: Decodable>(_ path: String, as _: Line.Type, testFile: String = #filePath) throws -> [Line] {
  let url = URL(fileURLWithPath: testFile).deletingLastPathComponent().appendingPathComponent("Cases/" + path)
  let decoder = JSONDecoder()
  return try Data(contentsOf: url).split(separator: 10).map { try decoder.decode(Line.self, from: $0) }
}
