import Testing

@testable import TensorCore

/// The texts of random tensors, recorded from PyTorch.
@Suite struct PrintingTests {
  struct Line: Decodable {
    struct Options: Decodable {
      let precision: Int?
      let linewidth: Int?
      let threshold: Double?
      let edgeitems: Int?
      let sci_mode: Bool?
    }
    let `in`: RecordedTensor
    let text: String
    let options: Options?
    let `default`: String?
    let suffix: String?
  }

  @Test func recordedTexts() throws {
    for line in try recordedLines("printing/tensors.jsonl", as: Line.self) {
      var options = PrintOptions()
      if let given = line.options {
        options.precision = given.precision ?? options.precision
        options.lineWidth = given.linewidth ?? options.lineWidth
        options.threshold = given.threshold ?? options.threshold
        options.edgeItems = given.edgeitems ?? options.edgeItems
        options.sciMode = given.sci_mode
      }
      let printer = TensorPrinter(options: options, defaultDType: line.default == nil ? .float32 : .float64)
      #expect(printer.text(of: try line.in.array(), suffixes: line.suffix.map { [$0] } ?? []) == line.text)
    }
  }

  @Test func fullPrecisionShowsEveryDigit() throws {
    var options = PrintOptions()
    options.isFullPrecision = true
    let text = TensorPrinter(options: options, defaultDType: .float32)
      .text(of: try NDArray([0.1, 2.5], shape: [2], .float32))
    #expect(text == "tensor([1.0000000149011612e-01, 2.5000000000000000e+00])")
  }
}
