import PythonRuntime
import PythonSyntax
import TensorCore

/// A `torch.device`. The values of every tensor of nbrun lie on the CPU, and those on the device `meta` have none; other
/// devices exist only as names.
package final class DeviceObject: Object, @unchecked Sendable {
  /// `cpu`, `cuda`, ...
  package let kind: String
  /// The number behind the colon, if any.
  package let index: Int?

  package init(_ kind: String, index: Int? = nil) {
    self.kind = kind
    self.index = index
    super.init(type: .device)
  }

  /// `torch.device("meta")`
  package static let meta = DeviceObject("meta")

  /// `torch.device("cpu")`
  package static let cpu = DeviceObject("cpu")

  /// The device types that PyTorch knows, in the order in which it lists them.
  private static let kinds = [
    "cpu", "cuda", "ipu", "xpu", "mkldnn", "opengl", "opencl", "ideep", "hip", "ve", "fpga", "maia", "xla", "lazy",
    "vulkan", "mps", "meta", "hpu", "mtia", "privateuseone",
  ]

  /// Reads a device's text.
  ///
  /// - Throws: PyTorch's errors for an unknown type and a bad index.
  package convenience init(text: String) throws {
    if text.isEmpty { throw PythonException(.runtimeError, "Device string must not be empty") }
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    // A word, and behind a colon a number without zeros before it.
    func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a || byte == UInt8(ascii: "_") }
    func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    guard let word = parts.first, !word.isEmpty, word.utf8.allSatisfy(isLetter),
      parts.count == 1 || parts[1] == "0" || parts[1].first != "0" && parts[1].utf8.allSatisfy(isDigit)
    else { throw PythonException(.runtimeError, "Invalid device string: '\(text)'") }
    guard let kind = parts.first, DeviceObject.kinds.contains(String(kind)) else {
      throw PythonException(
        .runtimeError,
        "Expected one of \(DeviceObject.kinds.joined(separator: ", ")) device type at start of device string: "
          + (parts.first.map(String.init) ?? ""))
    }
    guard parts.count > 1 else {
      self.init(String(kind))
      return
    }
    guard let index = Int(parts[1]) else {
      throw PythonException(.runtimeError, "Invalid device string: '\(text)'")
    }
    self.init(String(kind), index: index)
  }

  /// The text of the device: `cuda:1`.
  package var text: String { index.map { "\(kind):\($0)" } ?? kind }

  /// Raises what a build of PyTorch without accelerators raises when a tensor is wanted there. What the call that asks
  /// for it returns is marked if it is the device `meta` (``MetaTensors``).
  package func checkUsable() throws {
    switch kind {
    case "cpu": return
    case "cuda": throw PythonException(.assertionError, "Torch not compiled with CUDA enabled")
    case "mps":
      throw PythonException(
        .runtimeError, "The MPS backend is not available: nbrun computes on the CPU")
    case "meta": OverrideState.current?.beginPlacing()
    default:
      throw PythonException(
        .runtimeError, "device '\(kind)' is not available: nbrun computes on the CPU")
    }
  }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    index.map { "device(type='\(kind)', index=\($0))" } ?? "device(type='\(kind)')"
  }

  package override func str(_ interpreter: Interpreter) throws -> String { text }

  package override func hash(_ interpreter: Interpreter) throws -> Int { kind.hashValue &+ (index ?? -1) }

  package override func compare(
    _ operation: ComparisonOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    guard operation == .equal || operation == .notEqual, let other = other.cast(DeviceObject.self) else { return nil }
    return .bool((kind == other.kind && index == other.index) == (operation == .equal))
  }

  /// `with torch.device("cpu"):` sets where factories put tensors.
  package override func enter(_ interpreter: Interpreter) throws -> Value? {
    if kind != "meta" { try checkUsable() }
    OverrideState.current?.pushDevice(kind)
    return asValue
  }

  package override func exit(_ exception: ExceptionObject?, _ interpreter: Interpreter) throws -> Bool {
    OverrideState.current?.popDevice()
    return false
  }
}

extension TypeObject {
  /// `torch.device`
  package static let device = TypeObject.native(
    "device", module: "torch", specials: [.repr, .str, .hash, .equal, .notEqual, .enter, .exit], isWrittenInC: true,
    isSubclassable: false,
    new: { interpreter, type, arguments in
      let bound = try DeviceObject.binder.bind(arguments, interpreter)
      if bound.overload == 0 { return .object(try bound.device(0)) }
      let device = try DeviceObject(text: try bound.string(0))
      guard let index = try bound.optionalInt(1) else { return .object(device) }
      if device.index != nil {
        throw PythonException(
          .runtimeError, "type (string) must not include an index because index was passed explicitly: \(device.text)")
      }
      if index < 0 { throw PythonException(.runtimeError, "Device index must not be negative") }
      return .object(DeviceObject(device.kind, index: index))
    },
    members: {
      [
        .property("type") { _, object in .string((object as? DeviceObject)?.kind ?? "") },
        .property("index") { _, object in (object as? DeviceObject)?.index.map { .int($0) } ?? .none },
        TorchReduction.by("_reduced_device"),
      ]
    })
}

extension DeviceObject {
  /// The two ways to call `torch.device`.
  fileprivate static let binder = ArgumentBinder(
    function: "device", schemas: ["device(Device device)", "device(str type, int? index=-1)"])
}
