import Autograd
import PythonRuntime
import TensorCore

/// `torch.einsum`: operands brought to common dimensions, multiplied from the left, summed where a letter ends.
struct EinsteinSum {
  private let operands: [Tensor]
  private let inputs: [[Character]]
  private let output: [Character]

  /// Reads the equation; `...` stands for dimensions without letters.
  ///
  /// - Throws: PyTorch's errors for equations that do not fit the operands.
  init(_ equation: String, _ tensors: [Tensor]) throws {
    guard !tensors.isEmpty else { throw TorchError(.runtime, "einsum(): must provide at least one operand") }
    let text = Array(equation.utf8)
    let arrow = text.indices.dropLast().first { text[$0] == UInt8(ascii: "-") && text[$0 + 1] == UInt8(ascii: ">") }
    let terms = try Self.terms(Array(text[..<(arrow ?? text.count)]), tensors.count)
    var parsed: [[Character]] = []
    var ellipsis = 0
    for (index, term) in terms.enumerated() {
      let letters = term.filter { $0 != "." }.count
      let hidden = tensors[index].array.rank - letters
      let hasEllipsis = term.contains(".")
      guard hasEllipsis ? hidden >= 0 : hidden == 0 else {
        throw TorchError(
          .runtime,
          "einsum(): the number of subscripts in the equation (\(letters)) \(hasEllipsis ? "is more than" : "does not match")"
            + " the number of dimensions (\(tensors[index].array.rank)) for operand \(index)"
            + (hasEllipsis ? "" : " and no ellipsis was given"))
      }
      ellipsis = max(ellipsis, hidden)
      parsed.append(Self.expand(term, hidden))
    }
    inputs = parsed
    operands = tensors
    if let arrow {
      output = Self.expand(try Self.outputTerm(Array(text[(arrow + 2)...]), behind: arrow + 2, parsed), ellipsis)
    } else {
      let all = parsed.flatMap { $0 }
      let once = Set(all).filter { letter in letter.isLetter && all.filter { $0 == letter }.count == 1 }
      output = Self.expand("...", ellipsis) + once.sorted()
    }
  }

  /// The terms left of the arrow, without spaces; an ellipsis stays three dots.
  private static func terms(_ text: [UInt8], _ count: Int) throws -> [String] {
    var terms = [""]
    var index = 0
    while index < text.count {
      let number = terms.count - 1
      switch text[index] {
      case UInt8(ascii: " "): break
      case UInt8(ascii: "."):
        if terms[number].contains(".") {
          throw TorchError(
            .runtime, "einsum(): found '.' for operand \(number) for which an ellipsis was already found")
        }
        guard isEllipsis(text, index) else {
          throw TorchError(.runtime, "einsum(): found '.' for operand \(number) that is not part of any ellipsis")
        }
        terms[number] += "..."
        index += 2
      case UInt8(ascii: ","):
        terms.append("")
        guard terms.count <= count else {
          throw TorchError(.runtime, "einsum(): fewer operands were provided than specified in the equation")
        }
      default: terms[number].append(try character(text[index], at: index))
      }
      index += 1
    }
    guard terms.count == count else {
      throw TorchError(.runtime, "einsum(): more operands were provided than specified in the equation")
    }
    return terms
  }

  /// The term right of the arrow, each of whose letters some operand has.
  private static func outputTerm(_ text: [UInt8], behind start: Int, _ inputs: [[Character]]) throws -> String {
    var term = ""
    var index = 0
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: " "): break
      case UInt8(ascii: "."):
        if term.contains(".") {
          throw TorchError(
            .runtime, "einsum(): found '.' for output but an ellipsis (...) was already found")
        }
        guard isEllipsis(text, index) else {
          throw TorchError(.runtime, "einsum(): found '.' for output that is not part of any ellipsis (...)")
        }
        term += "..."
        index += 2
      default:
        let letter = try character(text[index], at: start + index)
        if term.contains(letter) || !inputs.contains(where: { $0.contains(letter) }) {
          throw TorchError(
            .runtime,
            "einsum(): output subscript \(letter) "
              + (term.contains(letter)
                ? "appears more than once in the output" : "does not appear in the equation for any input operand"))
        }
        term.append(letter)
      }
      index += 1
    }
    return term
  }

  private static func isEllipsis(_ text: [UInt8], _ index: Int) -> Bool {
    index + 2 < text.count && text[index + 1] == UInt8(ascii: ".") && text[index + 2] == UInt8(ascii: ".")
  }

  private static func character(_ byte: UInt8, at index: Int) throws -> Character {
    let letter = Character(UnicodeScalar(byte))
    guard letter.isASCII, letter.isLetter else {
      throw TorchError(
        .runtime,
        "einsum(): invalid subscript given at index \(index) in the equation string, subscripts must be in [a-zA-Z]")
    }
    return letter
  }

  /// Letters of a term; the dimensions of an ellipsis get private characters, counted from the right.
  private static func expand(_ term: String, _ hidden: Int) -> [Character] {
    guard let dots = term.firstIndex(of: ".") else { return Array(term) }
    let marks = (0..<hidden).reversed().map { Character(UnicodeScalar(UInt8(1 + $0 % 30))) }
    return Array(term[..<dots]) + marks + Array(term[dots...].drop { $0 == "." })
  }

  /// The result.
  func evaluated() throws -> Tensor {
    var letters = output
    for input in inputs { for letter in input where !letters.contains(letter) { letters.append(letter) } }
    var sizes: [Character: Int] = [:]
    for (index, input) in inputs.enumerated() {
      for (dim, letter) in input.enumerated() {
        let size = operands[index].array.shape[dim]
        if let first = input[..<dim].firstIndex(of: letter), operands[index].array.shape[first] != size {
          throw TorchError(
            .runtime,
            "einsum(): subscript \(letter) is repeated for operand \(index) but the sizes don't match, \(size) !="
              + " \(operands[index].array.shape[first])")
        }
        if let old = sizes[letter], old != 1, size != 1, old != size {
          if !letter.isLetter {
            throw TorchError(
              .runtime,
              "einsum(): dimension \(dim) covered by ellipsis in operand \(index)has size \(size) which does not broadcast"
                + " with previously seen ellipsis with size \(old) for the respective dimension")
          }
          throw TorchError(
            .runtime,
            "einsum(): subscript \(letter) has size \(size) for operand \(index) which does not broadcast with previously"
              + " seen size \(old)")
        }
        if size != 1 || sizes[letter] == nil { sizes[letter] = size }
      }
    }
    var aligned = try zip(operands, inputs).map { try align($0, $1, letters) }
    // What only one operand has is summed before anything is multiplied.
    var result = aligned.removeFirst()
    for (index, next) in aligned.enumerated() {
      let later = inputs.dropFirst(index + 2).flatMap { $0 }
      result = try contracted(result, next, letters) { letter in output.contains(letter) || later.contains(letter) }
    }
    let summed = Array(letters.indices.dropFirst(output.count))
    if inputs.count == 1, !summed.isEmpty { return try result.sum(summed) }
    let rest = summed.filter { result.array.shape[$0] != 1 }
    if !rest.isEmpty { result = try result.sum(rest, keepdim: true) }
    return try result.reshape(output.map { sizes[$0] ?? 1 })
  }

  /// An operand with one dimension for each letter, of size one where it lacks the letter.
  private func align(_ operand: Tensor, _ input: [Character], _ letters: [Character]) throws -> Tensor {
    var (x, names) = (operand, input)
    // A letter that occurs twice means the diagonal.
    var index = 0
    while index < names.count {
      if let other = names[(index + 1)...].firstIndex(of: names[index]) {
        x = try x.diagonal(0, index, other)
        let letter = names[index]
        names.remove(at: other)
        names.remove(at: index)
        names.append(letter)
      } else {
        index += 1
      }
    }
    let order = letters.compactMap { names.firstIndex(of: $0) }
    if order != Array(order.indices) { x = try x.permute(order) }
    var shape: [Int] = []
    var next = 0
    for letter in letters {
      if names.contains(letter) {
        shape.append(x.array.shape[next])
        next += 1
      } else {
        shape.append(1)
      }
    }
    return shape.count == x.array.rank ? x : try x.reshape(shape)
  }

  /// The product of two aligned operands, summed over letters that are not needed any more, by a batched product.
  private func contracted(
    _ a: Tensor, _ b: Tensor, _ letters: [Character], isKept: (Character) -> Bool
  ) throws -> Tensor {
    var (batch, onlyA, onlyB, summed): ([Int], [Int], [Int], [Int]) = ([], [], [], [])
    var (x, y) = (a, b)
    for (dim, letter) in letters.enumerated() {
      let (m, n) = (a.array.shape[dim], b.array.shape[dim])
      if !isKept(letter) {
        if m != 1 && n != 1 {
          summed.append(dim)
        } else {
          if m != 1 { x = try x.sum([dim], keepdim: true) }
          if n != 1 { y = try y.sum([dim], keepdim: true) }
          batch.append(dim)
        }
      } else if m != 1 && n != 1 {
        batch.append(dim)
      } else if n == 1 {
        onlyA.append(dim)
      } else {
        onlyB.append(dim)
      }
    }
    if summed.isEmpty { return try x * y }
    func size(_ t: Tensor, _ dims: [Int]) -> Int { dims.reduce(1) { $0 * t.array.shape[$1] } }
    let left = try x.permute(batch + onlyA + summed + onlyB)
      .reshape([size(x, batch), size(x, onlyA), size(x, summed)])
    let right = try y.permute(batch + summed + onlyB + onlyA)
      .reshape([size(y, batch), size(y, summed), size(y, onlyB)])
    let product = try left.bmm(right)
    let dims = batch + onlyA + onlyB + summed
    let shape =
      batch.map { x.array.shape[$0] } + onlyA.map { x.array.shape[$0] } + onlyB.map { y.array.shape[$0] }
      + summed.map { _ in 1 }
    var inverse = [Int](repeating: 0, count: dims.count)
    for (place, dim) in dims.enumerated() { inverse[dim] = place }
    return try product.view(shape).permute(inverse)
  }
}

// MARK: Sublists

extension EinsteinSum {
  /// The arguments with an equation in front, of a call that has a list of numbers and `...` after each operand
  /// instead, and perhaps one for the result; nil for any other call.
  static func withEquation(_ arguments: Arguments, _ interpreter: Interpreter) throws -> [Value]? {
    guard arguments.count > 1, arguments.keywords == nil, arguments[0].tensorObject != nil else { return nil }
    var operands: [Value] = []
    var terms: [String] = []
    for index in 0..<arguments.count / 2 {
      operands.append(arguments[2 * index])
      terms.append(try term(of: arguments[2 * index + 1], interpreter))
    }
    var equation = terms.joined(separator: ",")
    if arguments.count % 2 == 1 { equation += "->" + (try term(of: arguments[arguments.count - 1], interpreter)) }
    return [.string(equation)] + operands
  }

  /// A sublist as a term of an equation: 0 to 25 are the capital letters, 26 to 51 the small ones.
  private static func term(of list: Value, _ interpreter: Interpreter) throws -> String {
    var text = ""
    for item in try interpreter.array(of: list) {
      if item.object === SingletonObject.ellipsis {
        text += "..."
        continue
      }
      guard case .int(let number) = item.unboxed else {
        throw PythonException(.typeError, "'>=' not supported between instances of '\(item.type.tpName)' and 'int'")
      }
      guard 0..<52 ~= number else {
        throw PythonException(
          .valueError, "einsum(): subscript in subscript list is not within the valid range [0, 52)")
      }
      let code = number < 26 ? UInt8(ascii: "A") + UInt8(number) : UInt8(ascii: "a") + UInt8(number - 26)
      text.unicodeScalars.append(Unicode.Scalar(code))
    }
    return text
  }
}
