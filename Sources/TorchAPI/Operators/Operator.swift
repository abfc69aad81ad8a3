import Autograd
import TensorCore

/// A tensor function of PyTorch: one declaration from which everything else about it derives, its Python functions and
/// methods, argument errors, node in the graph, gradient, reference and tests.
///
/// Operators are declared as `static let` in the files of this folder, one file for each family. An overload
/// (`sum`, `sum.dim_IntList`) is an operator of its own; ``OperatorRegistry`` groups them by name.
package final class Operator: Sendable {
  /// The declaration in the language of PyTorch's `native_functions.yaml`.
  package let schema: String
  /// The function's name, without the overload.
  package let name: String
  /// The overload's name; empty for the only or first one.
  package let overload: String
  /// Where Python finds it.
  package let module: Module
  /// In which forms Python finds it.
  package let forms: Forms
  /// How the result's gradient is recorded; nil for composites and for results that never need a gradient.
  package let node: NodeKind?
  /// The node of a view's in-place form.
  let inPlaceNode: NodeKind?
  /// The arguments that are inputs of the node, by position; nil for all tensors.
  let inputs: [Int]?
  /// What the node keeps.
  let saving: [Saving]
  /// Whether nothing but the first argument is saved, or the first result.
  let savesFirstOnly: Bool
  /// Whether the first argument is the node's only input, whatever the others are.
  let isOfFirstTensor: Bool
  /// Whether a call with two tensors and nothing else says all that the node has to know.
  let isOfTwoTensors: Bool
  /// What the node keeps of the arguments; nil for all that are not tensors.
  let remembering: (@Sendable (OperatorArguments) throws -> OperatorArguments)?
  /// How the result is computed.
  let implementation: Implementation
  /// The loop that computes the result of two alike tensors.
  let vector: VectorOperation?
  /// Computes the usual case of an operator of two or three tensors; nil for all others.
  let usual: Usual?
  /// Computes a function made of other operators where there is nothing but a tensor; nil for all others.
  let alone: (@Sendable (Tensor) throws -> Tensor)?

  /// The usual case of an operator; nil says that this is not it.
  typealias Usual = @Sendable (_ a: Tensor, _ b: Tensor, _ c: Tensor?) throws -> Tensor?
  /// Which of several results have a gradient; the others are by-products.
  let differentiableResults: Range<Int>
  private let traits = MadeOnce<WriteTraits>()
  /// What a call that writes into a tensor has to look at.
  var writeTraits: WriteTraits { traits.value { WriteTraits(self) } }
  /// What it is tried on.
  package let samples: Samples

  /// The module of `torch` that a function belongs to.
  package enum Module: Sendable {
    /// `torch.exp`; the name is the schema's.
    case torch
    /// `torch.nn.functional.relu6`.
    case functional
    /// `torch.linalg.inv`; the schema calls it `linalg_inv`.
    case linalg
    /// `torch.special.expit`; the schema calls it `special_expit`.
    case special
    /// `torch.fft.fft`; the schema calls it `fft_fft`.
    case fft
    /// Nowhere: used by other operators only.
    case hidden
  }

  /// The forms of an operator.
  package struct Forms: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// `torch.exp(x)`.
    package static let function = Forms(rawValue: 1)
    /// `x.exp()`.
    package static let method = Forms(rawValue: 2)
    /// `x.exp_()`.
    package static let inPlace = Forms(rawValue: 4)
    /// `torch.exp(x, out=y)`.
    package static let out = Forms(rawValue: 8)
    /// All of them, as pointwise operators have.
    package static let all: Forms = [.function, .method, .inPlace, .out]
    /// All but in place, as reductions have.
    package static let pure: Forms = [.function, .method, .out]
    /// A function and a method.
    package static let both: Forms = [.function, .method]
  }

  /// A tensor that a node keeps.
  package typealias Saving = SavingRule

  /// How a result is computed.
  enum Implementation: Sendable {
    /// From the values of one tensor, into memory that may be handed over.
    case unary(@Sendable (NDArray, _ target: NDArray?) throws -> NDArray)
    /// From the values of one tensor, unless further arguments ask for something else.
    case unaryWith(@Sendable (NDArray) throws -> NDArray, general: @Sendable (OperatorArguments) throws -> NDArray)
    /// From a tensor and a Python number.
    case number(@Sendable (_ a: Tensor, _ number: Scalar, _ target: NDArray?) throws -> NDArray)
    /// From the values of two tensors, into memory that may be handed over.
    case binary(BinaryKernel)
    /// From the values of two tensors, unless further arguments ask for something else.
    case binaryWith(
      BinaryKernel, special: @Sendable (OperatorArguments, _ target: NDArray?) throws -> NDArray?)
    /// From any arguments.
    case array(@Sendable (OperatorArguments) throws -> NDArray)
    /// From any arguments, into memory that may be handed over.
    case writing(@Sendable (OperatorArguments, _ target: NDArray?) throws -> NDArray)
    /// Several results from any arguments.
    case arrays(@Sendable (OperatorArguments) throws -> [NDArray])
    /// A view of argument 0; one with other values than a view can have is returned as a copy.
    case view(@Sendable (OperatorArguments) throws -> NDArray)
    /// Several views of argument 0.
    case views(@Sendable (OperatorArguments) throws -> [NDArray])
    /// By another operator, whose other name or form this is.
    case alias(@Sendable () -> Operator, @Sendable (OperatorArguments) throws -> OperatorArguments)
    /// By other operators, which record themselves.
    case composite(@Sendable (OperatorArguments) throws -> OperatorResult)
  }

  /// Computes from the values of two tensors.
  ///
  /// A `target` is memory that the result may be written into, if it fits: no operand shares some of it, or all of it in
  /// another layout. The kernel returns it if it did.
  typealias BinaryKernel =
    @Sendable (
      _ a: NDArray, _ b: NDArray, _ promoted: DType, _ target: NDArray?
    ) throws -> NDArray

  private init(
    _ schema: String, module: Module, forms: Forms, node: NodeKind?, inPlaceNode: NodeKind? = nil, inputs: [Int]?,
    saving: [Saving],
    samples: Samples, differentiableResults: Range<Int> = 0..<Int.max,
    remembering: (@Sendable (OperatorArguments) throws -> OperatorArguments)? = nil, vector: VectorOperation? = nil,
    usual: Usual? = nil, alone: (@Sendable (Tensor) throws -> Tensor)? = nil, _ implementation: Implementation
  ) {
    self.schema = schema
    (name, overload) = Self.names(of: schema)
    self.module = module
    // Other operators see to it that what they hand to a hidden one fits; documents do not.
    self.forms = module == .hidden ? [] : forms
    self.node = node
    self.inPlaceNode = inPlaceNode
    self.inputs = inputs
    self.saving = saving
    let lastSaved = saving.reduce(0) { last, rule in
      switch rule {
      case .input(let index), .inputFor(let index, _), .result(let index): Swift.max(last, index)
      }
    }
    savesFirstOnly = lastSaved == 0
    isOfFirstTensor = inputs == [0]
    isOfTwoTensors =
      (inputs == nil || inputs == [0, 1]) && lastSaved <= 1 && remembering == nil
      && !saving.contains { if case .result(1...) = $0 { true } else { false } }
    self.samples = samples
    self.remembering = remembering
    self.differentiableResults = differentiableResults
    self.implementation = implementation
    self.vector = vector
    self.usual = usual
    self.alone = alone
  }

  /// The function's and the overload's name in a schema. By bytes: hundreds are read before the first tensor is made.
  private static func names(of schema: String) -> (name: String, overload: String) {
    var schema = schema
    return schema.withUTF8 { bytes in
      var end = 0
      var dot: Int?
      while end < bytes.count, bytes[end] != UInt8(ascii: "(") {
        if dot == nil, bytes[end] == UInt8(ascii: ".") { dot = end }
        end += 1
      }
      let name = String(decoding: bytes[..<(dot ?? end)], as: UTF8.self)
      return (name, dot.map { String(decoding: bytes[($0 + 1)..<end], as: UTF8.self) } ?? "")
    }
  }

  /// A pointwise function of one tensor.
  ///
  /// - Parameters:
  ///   - node: The node's name; nil if the result never needs a gradient.
  ///   - saving: What the formula reads.
  convenience init(
    _ schema: String, module: Module = .torch, forms: Forms = .all, node: String? = nil, saving: [Saving] = [],
    samples: Samples = .elementwise(),
    unary: @escaping @Sendable (NDArray, _ target: NDArray?) throws -> NDArray,
    backward: (@Sendable (BackwardCall) throws -> Void)? = nil
  ) {
    self.init(
      schema, module: module, forms: forms, node: Self.kind(node, schema, saving, backward), inputs: nil,
      saving: saving, samples: samples, .unary(unary))
  }

  /// A function of two tensors, computed in the type they promote to.
  ///
  /// - Parameters:
  ///   - vector: The loop that does the same for tensors that are alike.
  ///   - special: Computes the result where arguments after the second one ask for something else.
  convenience init(
    _ schema: String, module: Module = .torch, forms: Forms = .all, node: String? = nil, saving: [Saving] = [],
    samples: Samples = .broadcast(), vector: VectorOperation? = nil,
    binary: @escaping BinaryKernel,
    special: (@Sendable (OperatorArguments, _ target: NDArray?) throws -> NDArray?)? = nil,
    backward: (@Sendable (BackwardCall) throws -> Void)? = nil
  ) {
    self.init(
      schema, module: module, forms: forms, node: Self.kind(node, schema, saving, backward), inputs: [0, 1],
      saving: saving, samples: samples, vector: vector,
      special.map { .binaryWith(binary, special: $0) } ?? .binary(binary))
  }

  /// A function of any arguments.
  ///
  /// - Parameters:
  ///   - inPlaceNode: The node's name in the in-place form, where it is another one.
  ///   - alone: Computes the same where there is nothing but a tensor.
  convenience init(
    _ schema: String, module: Module = .torch, forms: Forms = .pure, node: String? = nil, inPlaceNode: String? = nil,
    inputs: [Int]? = nil, saving: [Saving] = [], samples: Samples = .none,
    remembering: (@Sendable (OperatorArguments) throws -> OperatorArguments)? = nil,
    alone: (@Sendable (NDArray) throws -> NDArray)? = nil,
    forward: @escaping @Sendable (OperatorArguments) throws -> NDArray,
    backward: (@Sendable (BackwardCall) throws -> Void)? = nil
  ) {
    self.init(
      schema, module: module, forms: forms, node: Self.kind(node, schema, saving, backward),
      inPlaceNode: inPlaceNode.flatMap { Self.kind($0, schema, saving, backward) }, inputs: inputs, saving: saving,
      samples: samples, remembering: remembering, alone.map { .unaryWith($0, general: forward) } ?? .array(forward))
  }

  /// A function of any arguments that can write its result into memory handed over.
  convenience init(
    _ schema: String, module: Module = .torch, forms: Forms = .pure, node: String? = nil, inPlaceNode: String? = nil,
    inputs: [Int]? = nil, saving: [Saving] = [], samples: Samples = .none,
    writing: @escaping @Sendable (OperatorArguments, _ target: NDArray?) throws -> NDArray,
    backward: (@Sendable (BackwardCall) throws -> Void)? = nil
  ) {
    self.init(
      schema, module: module, forms: forms, node: Self.kind(node, schema, saving, backward),
      inPlaceNode: inPlaceNode.flatMap { Self.kind($0, schema, saving, backward) }, inputs: inputs, saving: saving,
      samples: samples, .writing(writing))
  }

  /// The same, of tensors that are handed over as rows where they lie in dense memory in one order of dimensions.
  convenience init(
    _ schema: String, module: Module = .torch, forms: Forms = .pure, node: String? = nil, inPlaceNode: String? = nil,
    inputs: [Int]? = nil, saving: [Saving] = [], samples: Samples = .none,
    elementwise: @escaping @Sendable (OperatorArguments, _ target: NDArray?) throws -> NDArray,
    backward: (@Sendable (BackwardCall) throws -> Void)? = nil
  ) {
    self.init(
      schema, module: module, forms: forms, node: node, inPlaceNode: inPlaceNode, inputs: inputs, saving: saving,
      samples: samples, writing: { try Self.computed(elementwise, $0, into: $1) }, backward: backward)
  }

  /// A function of a tensor and a Python number, which its formula finds as ``BackwardCall/number``.
  convenience init(
    _ schema: String, module: Module = .torch, forms: Forms = .pure, node: String? = nil, saving: [Saving] = [],
    samples: Samples = .none,
    number: @escaping @Sendable (_ a: Tensor, _ number: Scalar, _ target: NDArray?) throws -> NDArray,
    backward: (@Sendable (BackwardCall) throws -> Void)? = nil
  ) {
    self.init(
      schema, module: module, forms: forms, node: Self.kind(node, schema, saving, backward), inputs: [0],
      saving: saving, samples: samples, .number(number))
  }

  /// A function with several results.
  convenience init(
    _ schema: String, module: Module = .torch, forms: Forms = .pure, node: String? = nil, inputs: [Int]? = nil,
    saving: [Saving] = [], samples: Samples = .none, differentiableResults: Range<Int> = 0..<Int.max,
    forwards: @escaping @Sendable (OperatorArguments) throws -> [NDArray],
    backward: (@Sendable (BackwardCall) throws -> Void)? = nil
  ) {
    self.init(
      schema, module: module, forms: forms, node: Self.kind(node, schema, saving, backward), inputs: inputs,
      saving: saving, samples: samples, differentiableResults: differentiableResults, .arrays(forwards))
  }

  /// A view of the first argument.
  ///
  /// - Parameter inPlaceNode: The node's name where the tensor itself takes the new layout (`x.t_()`); nil if there is
  ///   no such form.
  convenience init(
    _ schema: String, module: Module = .torch, forms: Forms = .both, node: String, inPlaceNode: String? = nil,
    saving: [Saving] = [],
    samples: Samples = .none, view: @escaping @Sendable (OperatorArguments) throws -> NDArray,
    backward: @escaping @Sendable (BackwardCall) throws -> Void
  ) {
    self.init(
      schema, module: module, forms: inPlaceNode == nil ? forms : forms.union(.inPlace),
      node: Self.kind(node, schema, saving, backward),
      inPlaceNode: inPlaceNode.flatMap { Self.kind($0, schema, saving, backward) }, inputs: [0], saving: saving,
      samples: samples, .view(view))
  }

  /// Several views of the first argument.
  convenience init(
    _ schema: String, module: Module = .torch, forms: Forms = .both, node: String, samples: Samples = .none,
    views: @escaping @Sendable (OperatorArguments) throws -> [NDArray],
    backward: @escaping @Sendable (BackwardCall) throws -> Void
  ) {
    self.init(
      schema, module: module, forms: forms, node: Self.kind(node, schema, [], backward), inputs: [0], saving: [],
      samples: samples, .views(views))
  }

  /// Another name of an operator, in all its forms.
  ///
  /// - Parameter bound: The arguments that the operator takes for those of this name.
  convenience init(
    _ schema: String, module: Module = .torch, forms: Forms = .both, samples: Samples = .none,
    alias original: @escaping @autoclosure @Sendable () -> Operator,
    bound: @escaping @Sendable (OperatorArguments) throws -> OperatorArguments = { $0 }
  ) {
    self.init(
      schema, module: module, forms: forms, node: nil, inputs: nil, saving: [], samples: samples,
      .alias(original, bound))
  }

  /// A function made of other operators.
  ///
  /// - Parameters:
  ///   - usual: What is called first, without binding arguments, if they are all tensors.
  ///   - alone: Computes the same where there is nothing but a tensor.
  convenience init(
    _ schema: String, module: Module = .torch, forms: Forms = .both, samples: Samples = .none, usual: Usual? = nil,
    alone: (@Sendable (Tensor) throws -> Tensor)? = nil,
    composite: @escaping @Sendable (OperatorArguments) throws -> OperatorResult
  ) {
    self.init(
      schema, module: module, forms: forms, node: nil, inputs: nil, saving: [], samples: samples, usual: usual,
      alone: alone, .composite(composite))
  }

  /// A function made of other operators that takes a tensor and nothing else.
  convenience init(
    _ schema: String, module: Module = .torch, forms: Forms = .both, samples: Samples = .none,
    alone: @escaping @Sendable (Tensor) throws -> Tensor
  ) {
    self.init(
      schema, module: module, forms: forms, samples: samples, alone: alone,
      composite: { .tensor(try alone($0.tensor(0))) })
  }

  /// The kind of node: none, one with a formula, or one that says that there is no formula.
  private static func kind(
    _ node: String?, _ schema: String, _ saving: [Saving], _ backward: (@Sendable (BackwardCall) throws -> Void)?
  ) -> NodeKind? {
    guard let node else { return nil }
    guard let backward else { return .notImplemented(String(schema.prefix { $0 != "." && $0 != "(" })) }
    return NodeKind(name: node, names: { savedNames(schema, saving) }, formula: backward)
  }

  /// What Python calls the saved tensors (`_saved_self`), and the parameters.
  private static func savedNames(_ schema: String, _ saving: [Saving]) -> SavedNames {
    let fields = ReturnTypeFields.named[Self.names(of: schema).name]
    let inside = schema.drop { $0 != "(" }.dropFirst()
    let list = inside.range(of: ") ->").map { inside[..<$0] } ?? inside
    let declarations = list.split(separator: ",")
    var names = SavedNames()
    var areLists: [Bool] = []
    for declaration in declarations {
      let words = declaration.prefix { $0 != "=" }.split(separator: " ")
      guard let name = words.last, name != "*" else { continue }
      names.parameters.append(String(name))
      areLists.append(words[0].hasPrefix("Tensor") && words[0].hasSuffix("]"))
    }
    names.saved = saving.map { rule in
      switch rule {
      case .input(let index), .inputFor(let index, _):
        index < names.parameters.count ? names.parameters[index] : ""
      case .result(let index): fields?[index] ?? (index == 0 ? "result" : "result\(index)")
      }
    }
    names.areResults = saving.map { rule in if case .result = rule { true } else { false } }
    if case .input(let index) = saving.last, index < areLists.count { names.savesList = areLists[index] }
    return names
  }
}

extension Substring {
  /// Where a text begins.
  fileprivate func range(of text: String) -> Index? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(text) { return index }
      index = self.index(after: index)
    }
    return nil
  }
}

/// What an operator returns.
package enum OperatorResult {
  case tensor(Tensor)
  /// Several results; Python sees a (named) tuple.
  case tuple([Tensor])
  /// A Python list.
  case list([Tensor])
  case scalar(Scalar)
  case bool(Bool)
  case int(Int)
  case none

  /// The tensor, of an operator that returns one.
  package var tensor: Tensor {
    get throws {
      guard case .tensor(let tensor) = self else { throw TorchError(.runtime, "the operator returned no tensor") }
      return tensor
    }
  }

  /// All tensors.
  package var tensors: [Tensor] {
    switch self {
    case .tensor(let tensor): [tensor]
    case .tuple(let tensors), .list(let tensors): tensors
    default: []
    }
  }
}
