import PythonSyntax

/// What `bytes` and `bytearray` share.
enum BytesMethods {
  // MARK: Operators

  /// A byte or a run of bytes.
  enum Item {
    /// One byte, from an index.
    case byte(UInt8)
    /// Bytes, from a slice.
    case slice([UInt8])
  }

  static func compare(_ operation: ComparisonOperator, _ bytes: [UInt8], _ other: Value) -> Value? {
    guard let other = other.bytes else { return nil }
    switch operation {
    case .equal: return .bool(bytes == other)
    case .notEqual: return .bool(bytes != other)
    case .less: return .bool(bytes.lexicographicallyPrecedes(other))
    case .greater: return .bool(other.lexicographicallyPrecedes(bytes))
    case .lessOrEqual: return .bool(!other.lexicographicallyPrecedes(bytes))
    case .greaterOrEqual: return .bool(!bytes.lexicographicallyPrecedes(other))
    default: return nil
    }
  }

  static func binary(
    _ operation: BinaryOperator, _ bytes: [UInt8], _ other: Value, reflected: Bool, _ interpreter: Interpreter
  ) throws -> [UInt8]? {
    switch operation {
    case .add:
      if reflected { return nil }
      guard let added = other.bytes else { return nil }
      let total = bytes.count + added.count
      try TextLimit.check(total)
      try interpreter.charge(total)
      return bytes + added
    case .multiply:
      guard let count = try interpreter.repetitions(other) else { return nil }
      let (total, overflow) = bytes.count.multipliedReportingOverflow(by: max(count, 0))
      if overflow { throw PythonException(.memoryError, arguments: []) }
      try TextLimit.check(total)
      try interpreter.charge(total)
      // Nothing, taken however often.
      if total == 0 { return [] }
      var result: [UInt8] = []
      result.reserveCapacity(total)
      for _ in 0..<count { result += bytes }
      return result
    case .modulo:
      if reflected { return nil }
      return try interpreter.percentFormat(bytes: bytes, other)
    default: return nil
    }
  }

  static func item(
    _ bytes: [UInt8], _ key: Value, _ interpreter: Interpreter, indices: String, range message: String
  ) throws -> Item {
    if let slice = key.cast(SliceObject.self) {
      let range = try slice.resolve(count: bytes.count, interpreter)
      try interpreter.charge(range.count << 3)
      return .slice(range.positions.map { bytes[$0] })
    }
    guard let given = try interpreter.sequenceIndex(key) else {
      throw PythonException(
        .typeError, "\(indices) indices must be integers or slices, not \(key.type.tpName)")
    }
    let index = given < 0 ? given &+ bytes.count : given
    guard index >= 0, index < bytes.count else { throw PythonException(.indexError, message) }
    return .byte(bytes[index])
  }

  static func contains(_ bytes: [UInt8], _ value: Value, _ interpreter: Interpreter) throws -> Bool {
    try interpreter.charge(bytes.count)
    if let needle = value.bytes { return find(needle, in: bytes, 0..<bytes.count, last: false) != nil }
    if try interpreter.integerOrNil(value) == nil {
      throw PythonException(.typeError, "a bytes-like object is required, not '\(value.type.tpName)'")
    }
    return bytes.contains(try interpreter.byte(value))
  }

  static func find(_ needle: [UInt8], in bytes: [UInt8], _ range: Range<Int>, last: Bool) -> Int? {
    bytes.withUnsafeBufferPointer { bytes in
      needle.withUnsafeBufferPointer { needle in
        last ? TextSearch.last(needle, in: bytes, range: range) : TextSearch.first(needle, in: bytes, range: range)
      }
    }
  }

  // MARK: Making and decoding

  private static let signature: Signature = "(source=b'', encoding='utf-8', errors='strict')"

  /// `bytes(source, encoding, errors)`
  static func make(_ interpreter: Interpreter, _ arguments: Arguments, function: String) throws -> [UInt8] {
    let bound = try signature.bind(arguments, function: function)
    let source = bound[0]
    if let text = source.text {
      guard !bound[1].isUndefined else {
        throw PythonException(.typeError, "string argument without an encoding")
      }
      let codec = try codec(bound[1], function)
      return try codec.encode(text, errors: handling(bound[2], function))
    }
    if !bound[1].isUndefined {
      throw PythonException(.typeError, "encoding without a string argument")
    }
    if source.isUndefined { return [] }
    if let bytes = source.bytes { return bytes }
    if let method = source.type.userMethod(.bytes), let bytes = try interpreter.call(special: method, source).bytes {
      return bytes
    }
    switch try interpreter.integerOrNil(source) {
    case .int(let count)?:
      if count < 0 { throw PythonException(.valueError, "negative count") }
      try TextLimit.check(count)
      return [UInt8](repeating: 0, count: count)
    case nil: break
    default: throw PythonException(.overflowError, "cannot fit 'int' into an index-sized integer")
    }
    guard try interpreter.makeIteratorOrNil(source) != nil else {
      throw PythonException(.typeError, "cannot convert '\(source.type.tpName)' object to \(function)")
    }
    return try interpreter.array(of: source).map {
      do {
        return try interpreter.byte($0)
      } catch let error as PythonException where error.isInstance(of: .valueError) && function == "bytes" {
        throw PythonException(.valueError, "bytes must be in range(0, 256)")
      }
    }
  }

  private static func codec(_ value: Value, _ function: String) throws -> TextCodec {
    value.isUndefined ? .utf8 : try TextCodec(named: name(value, function, "encoding"))
  }

  private static func handling(_ value: Value, _ function: String) throws -> TextCodec.ErrorHandling {
    value.isUndefined ? .strict : try TextCodec.ErrorHandling(named: name(value, function, "errors"))
  }

  private static func name(_ value: Value, _ function: String, _ parameter: String) throws -> String {
    if let name = value.text { return name }
    throw PythonException(.typeError, "\(function)() argument '\(parameter)' must be str, not \(value.type.tpName)")
  }

  /// What `hex` puts between bytes: one ASCII character.
  private static func separator(_ value: Value, _ interpreter: Interpreter) throws -> String {
    guard try interpreter.length(value) == 1 else { throw PythonException(.valueError, "sep must be length 1.") }
    let text: String
    if let bytes = value.bytes {
      text = String(decoding: bytes, as: UTF8.self)
    } else if let found = value.text {
      text = found
    } else {
      throw PythonException(.typeError, "sep must be str or bytes.")
    }
    guard text.utf8.allSatisfy({ $0 < 128 }) else { throw PythonException(.valueError, "sep must be ASCII.") }
    return text
  }

  /// The text that bytes hold in an encoding.
  static func decode(_ bytes: [UInt8], encoding: Value, errors: Value, function: String) throws -> String {
    // Of nothing, no encoding is asked.
    if bytes.isEmpty {
      if !encoding.isUndefined { _ = try name(encoding, function, "encoding") }
      if !errors.isUndefined { _ = try name(errors, function, "errors") }
      return ""
    }
    return try codec(encoding, function).decode(bytes, errors: handling(errors, function))
  }

  // MARK: Methods

  private static func receiver(_ arguments: Arguments) -> [UInt8] { arguments[0].bytes ?? [] }

  private static func required(_ value: Value) throws -> [UInt8] {
    if let bytes = value.bytes { return bytes }
    throw PythonException(.typeError, "a bytes-like object is required, not '\(value.type.tpName)'")
  }

  /// What is searched for: bytes, or one byte as an integer.
  private static func needle(_ interpreter: Interpreter, _ value: Value) throws -> [UInt8] {
    if let bytes = value.bytes { return bytes }
    guard try interpreter.integerOrNil(value) != nil else {
      throw PythonException(
        .typeError, "argument should be integer or bytes-like object, not '\(value.type.tpName)'")
    }
    return [try interpreter.byte(value)]
  }

  private static func window(_ interpreter: Interpreter, _ arguments: Arguments, _ count: Int) throws -> Range<Int>? {
    func bound(_ value: Value, _ whole: Int) throws -> Int {
      if value.isUndefined || value.isNone { return whole }
      let index = try interpreter.sliceIndex(value, orNone: true)
      return index < 0 ? max(index + count, 0) : index
    }
    let start = try bound(arguments[2], 0)
    let end = try min(bound(arguments[3], count), count)
    return start <= end ? start..<end : nil
  }

  private static func place(_ interpreter: Interpreter, _ arguments: Arguments, last: Bool) throws -> Int? {
    let bytes = receiver(arguments)
    let needle = try needle(interpreter, arguments[1])
    guard let range = try window(interpreter, arguments, bytes.count) else { return nil }
    return find(needle, in: bytes, range, last: last)
  }

  private static func hasAffix(
    _ interpreter: Interpreter, _ arguments: Arguments, name: String, atEnd: Bool
  ) throws -> Value {
    let bytes = receiver(arguments)
    let affixes = arguments[1].cast(TupleObject.self)?.elements ?? [arguments[1]]
    for affix in affixes where affix.bytes == nil {
      throw PythonException(
        .typeError, "\(name) first arg must be bytes or a tuple of bytes, not \(affix.type.tpName)")
    }
    guard let range = try window(interpreter, arguments, bytes.count) else { return .bool(false) }
    return .bool(
      affixes.contains {
        let affix = $0.bytes ?? []
        return affix.count <= range.count
          && (atEnd ? bytes[range].suffix(affix.count) : bytes[range].prefix(affix.count)).elementsEqual(affix)
      })
  }

  /// A method of strings applied to bytes as if each were a Latin-1 character outside ASCII that no rule concerns.
  private static func mapped(_ bytes: [UInt8], _ map: (UInt8) -> UInt8) -> [UInt8] { bytes.map(map) }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (byte >= 9 && byte <= 13) }
  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }

  private static func stripped(_ arguments: Arguments, left: Bool, right: Bool) throws -> [UInt8] {
    let bytes = receiver(arguments)
    let given = arguments[1].isUndefined || arguments[1].isNone ? nil : try required(arguments[1])
    func drops(_ byte: UInt8) -> Bool { given.map { $0.contains(byte) } ?? isSpace(byte) }
    var slice = bytes[...]
    if left { slice = slice.drop(while: drops) }
    if right { while let last = slice.last, drops(last) { slice.removeLast() } }
    return Array(slice)
  }

  private static func split(_ interpreter: Interpreter, _ arguments: Arguments, fromEnd: Bool) throws -> [[UInt8]] {
    let bytes = receiver(arguments)
    let limit = arguments[2].isUndefined ? -1 : try interpreter.integer(arguments[2])
    var parts: [[UInt8]] = []
    if arguments[1].isUndefined || arguments[1].isNone {
      return bytes.withUnsafeBufferPointer { buffer in
        TextSearch.words(in: buffer, limit: limit, fromEnd: fromEnd).map { Array(buffer[$0]) }
      }
    }
    let separator = try required(arguments[1])
    if separator.isEmpty { throw PythonException(.valueError, "empty separator") }
    var range = 0..<bytes.count
    while limit < 0 || parts.count < limit, let place = find(separator, in: bytes, range, last: fromEnd) {
      if fromEnd {
        parts.append(Array(bytes[(place + separator.count)..<range.upperBound]))
        range = 0..<place
      } else {
        parts.append(Array(bytes[range.lowerBound..<place]))
        range = (place + separator.count)..<bytes.count
      }
    }
    parts.append(Array(bytes[range]))
    return fromEnd ? parts.reversed() : parts
  }

  private static func padded(
    _ name: String, _ interpreter: Interpreter, _ arguments: Arguments, _ share: (Int, Int) -> Int
  ) throws -> [UInt8] {
    let bytes = receiver(arguments)
    let width = try interpreter.integer(arguments[1])
    let fill = arguments[2].isUndefined ? [32] : arguments[2].bytes ?? []
    guard fill.count == 1 else {
      throw PythonException(
        .typeError, "\(name)() argument 2 must be a byte string of length 1, not \(arguments[2].type.tpName)")
    }
    let margin = max(width, 0) - bytes.count
    if margin <= 0 { return bytes }
    try TextLimit.check(width)
    let left = share(margin, width)
    return [UInt8](repeating: fill[0], count: left) + bytes + [UInt8](repeating: fill[0], count: margin - left)
  }

  private static func title(_ bytes: [UInt8]) -> [UInt8] {
    var inWord = false
    return bytes.map { byte in
      defer { inWord = isLetter(byte) }
      return inWord ? byte.asciiLowercased : byte.asciiUppercased
    }
  }

  /// A method whose work grows with the bytes.
  private static func method(
    _ name: String, _ arity: NativeFunction.Arity, _ body: @escaping NativeFunction.Body
  ) -> NativeMember {
    .method(name, arity) { interpreter, arguments in
      try interpreter.charge(receiver(arguments).count << 3)
      return try body(interpreter, arguments)
    }
  }

  /// A method with a needle and optional bounds.
  private static func parsed(_ name: String, _ body: @escaping NativeFunction.Body) -> NativeMember {
    method(name, .any) { interpreter, arguments in
      try arguments.dropFirst().checkParsed(name, 1...3)
      return try body(interpreter, arguments)
    }
  }

  /// The methods of both types; `make` wraps a result in the type that `name` says.
  static func shared(of name: String, _ make: @escaping @Sendable ([UInt8]) -> Value) -> [NativeMember] {
    @Sendable func list(_ parts: [[UInt8]]) -> Value { .list(parts.map(make)) }
    @Sendable func partition(_ arguments: Arguments, last: Bool) throws -> Value {
      let bytes = receiver(arguments)
      let separator = try required(arguments[1])
      if separator.isEmpty { throw PythonException(.valueError, "empty separator") }
      guard let place = find(separator, in: bytes, 0..<bytes.count, last: last) else {
        return .tuple(last ? [make([]), make([]), make(bytes)] : [make(bytes), make([]), make([])])
      }
      return .tuple([
        make(Array(bytes[..<place])), make(separator), make(Array(bytes[(place + separator.count)...])),
      ])
    }
    func all(_ test: @escaping @Sendable (UInt8) -> Bool) -> NativeFunction.Body {
      { _, arguments in
        let bytes = receiver(arguments)
        return .bool(!bytes.isEmpty && bytes.allSatisfy(test))
      }
    }
    let searches: [NativeMember] = [
      parsed("find") { .int(try place($0, $1, last: false) ?? -1) },
      parsed("rfind") { .int(try place($0, $1, last: true) ?? -1) },
      parsed("index") { interpreter, arguments in
        if let place = try place(interpreter, arguments, last: false) { return .int(place) }
        throw PythonException(.valueError, "subsection not found")
      },
      parsed("rindex") { interpreter, arguments in
        if let place = try place(interpreter, arguments, last: true) { return .int(place) }
        throw PythonException(.valueError, "subsection not found")
      },
      parsed("count") { interpreter, arguments in
        let bytes = receiver(arguments)
        let needle = try needle(interpreter, arguments[1])
        guard let range = try window(interpreter, arguments, bytes.count) else { return .int(0) }
        if needle.isEmpty { return .int(range.count + 1) }
        var (count, start) = (0, range.lowerBound)
        while let place = find(needle, in: bytes, start..<range.upperBound, last: false) {
          count += 1
          start = place + needle.count
        }
        return .int(count)
      },
      parsed("startswith") {
        try hasAffix($0, $1, name: "startswith", atEnd: false)
      },
      parsed("endswith") { try hasAffix($0, $1, name: "endswith", atEnd: true) },
    ]
    let parts: [NativeMember] = [
      method("split", .signature("(sep=None, maxsplit=-1)")) { list(try split($0, $1, fromEnd: false)) },
      method("rsplit", .signature("(sep=None, maxsplit=-1)")) { list(try split($0, $1, fromEnd: true)) },
      method("splitlines", .signature("(keepends=False)")) { interpreter, arguments in
        let keep = arguments[1].isUndefined ? false : try interpreter.integer(arguments[1]) != 0
        var lines: [[UInt8]] = []
        var line: [UInt8] = []
        let bytes = receiver(arguments)
        var index = 0
        while index < bytes.count {
          let byte = bytes[index]
          index += 1
          guard byte == 10 || byte == 13 else {
            line.append(byte)
            continue
          }
          var end = [byte]
          if byte == 13, index < bytes.count, bytes[index] == 10 {
            end.append(10)
            index += 1
          }
          lines.append(keep ? line + end : line)
          line = []
        }
        if !line.isEmpty { lines.append(line) }
        return list(lines)
      },
      method("partition", .one) { try partition($1, last: false) },
      method("rpartition", .one) { try partition($1, last: true) },
      method("strip", .positional(0...1)) { make(try stripped($1, left: true, right: true)) },
      method("lstrip", .positional(0...1)) { make(try stripped($1, left: true, right: false)) },
      method("rstrip", .positional(0...1)) { make(try stripped($1, left: false, right: true)) },
      method("replace", .positional(2...3)) { interpreter, arguments in
        let bytes = receiver(arguments)
        let (old, new) = (try required(arguments[1]), try required(arguments[2]))
        var left = arguments[3].isUndefined ? -1 : try interpreter.integer(arguments[3])
        var out: [UInt8] = []
        var index = 0
        while index <= bytes.count {
          if left != 0, bytes[index...].starts(with: old) {
            out += new
            left -= 1
            if !old.isEmpty {
              index += old.count
              continue
            }
          }
          if index < bytes.count { out.append(bytes[index]) }
          index += 1
          try TextLimit.check(out.count)
        }
        return make(out)
      },
      method("removeprefix", .one) { _, arguments in
        let (bytes, prefix) = (receiver(arguments), try required(arguments[1]))
        return make(bytes.starts(with: prefix) ? Array(bytes.dropFirst(prefix.count)) : bytes)
      },
      method("removesuffix", .one) { _, arguments in
        let (bytes, suffix) = (receiver(arguments), try required(arguments[1]))
        return make(bytes.suffix(suffix.count).elementsEqual(suffix) ? Array(bytes.dropLast(suffix.count)) : bytes)
      },
      method("join", .one) { interpreter, arguments in
        let separator = receiver(arguments)
        guard try interpreter.makeIteratorOrNil(arguments[1]) != nil else {
          throw PythonException(.typeError, "can only join an iterable")
        }
        var out: [UInt8] = []
        for (index, element) in try interpreter.array(of: arguments[1]).enumerated() {
          guard let bytes = element.bytes else {
            throw PythonException(
              .typeError,
              "sequence item \(index): expected a bytes-like object, \(element.type.tpName) found")
          }
          if index > 0 { out += separator }
          out += bytes
          try TextLimit.check(out.count)
        }
        return make(out)
      },
    ]
    let shapes: [NativeMember] = [
      method("upper", .none) { make(mapped(receiver($1), \.asciiUppercased)) },
      method("lower", .none) { make(mapped(receiver($1), \.asciiLowercased)) },
      method("swapcase", .none) {
        make(mapped(receiver($1)) { isLetter($0) ? $0 ^ 0x20 : $0 })
      },
      method("title", .none) { make(title(receiver($1))) },
      method("capitalize", .none) { _, arguments in
        make(receiver(arguments).enumerated().map { $0 == 0 ? $1.asciiUppercased : $1.asciiLowercased })
      },
      method("istitle", .none) { _, arguments in
        let bytes = receiver(arguments)
        return .bool(bytes.contains(where: isLetter) && title(bytes) == bytes)
      },
      method("expandtabs", .signature("(tabsize=8)")) { interpreter, arguments in
        let size = arguments[1].isUndefined ? 8 : try interpreter.integer(arguments[1])
        var out: [UInt8] = []
        var column = 0
        for byte in receiver(arguments) {
          if byte == 9 {
            let count = size > 0 ? size - column % size : 0
            try TextLimit.check(count)
            out += [UInt8](repeating: 32, count: count)
            column += count
          } else {
            out.append(byte)
            column = byte == 10 || byte == 13 ? 0 : column + 1
          }
          try TextLimit.check(out.count)
        }
        return make(out)
      },
      method("translate", .signature("(table, /, delete=b'')")) { _, arguments in
        let table = arguments[1].isNone ? nil : try required(arguments[1])
        if let table, table.count != 256 {
          throw PythonException(.valueError, "translation table must be 256 characters long")
        }
        let deleted = Set(arguments[2].isUndefined ? [] : try required(arguments[2]))
        return make(receiver(arguments).compactMap { deleted.contains($0) ? nil : table?[Int($0)] ?? $0 })
      },
      .staticMethod("maketrans", .positional(2...2)) { _, arguments in
        let (from, to) = (try required(arguments[0]), try required(arguments[1]))
        guard from.count == to.count else {
          throw PythonException(.valueError, "maketrans arguments must have same length")
        }
        var table = (0...255).map { UInt8($0) }
        for (byte, replacement) in zip(from, to) { table[Int(byte)] = replacement }
        return .object(BytesObject(table))
      },
      method("isalpha", .none, all(isLetter)),
      method("isdigit", .none, all(\.isDecimalDigit)),
      method("isalnum", .none, all { isLetter($0) || $0.isDecimalDigit }),
      method("isspace", .none, all(isSpace)),
      method("isascii", .none) { .bool(receiver($1).allSatisfy { $0 < 128 }) },
      method("islower", .none) { _, arguments in
        let letters = receiver(arguments).filter(isLetter)
        return .bool(!letters.isEmpty && letters.allSatisfy { $0 & 0x20 != 0 })
      },
      method("isupper", .none) { _, arguments in
        let letters = receiver(arguments).filter(isLetter)
        return .bool(!letters.isEmpty && letters.allSatisfy { $0 & 0x20 == 0 })
      },
      method("center", .positional(1...2)) {
        make(try padded("center", $0, $1) { margin, width in margin / 2 + (margin & width & 1) })
      },
      method("ljust", .positional(1...2)) { make(try padded("ljust", $0, $1) { _, _ in 0 }) },
      method("rjust", .positional(1...2)) { make(try padded("rjust", $0, $1) { margin, _ in margin }) },
      method("zfill", .one) { interpreter, arguments in
        var bytes = receiver(arguments)
        let zeros = max(try interpreter.integer(arguments[1]), 0) - bytes.count
        if zeros <= 0 { return make(bytes) }
        try TextLimit.check(zeros)
        let signed = bytes.first == UInt8(ascii: "+") || bytes.first == UInt8(ascii: "-")
        bytes.insert(contentsOf: [UInt8](repeating: UInt8(ascii: "0"), count: zeros), at: signed ? 1 : 0)
        return make(bytes)
      },
      method("decode", .signature("(encoding='utf-8', errors='strict')")) { _, arguments in
        .string(
          try decode(receiver(arguments), encoding: arguments[1], errors: arguments[2], function: "decode"))
      },
      method("hex", .signature("(sep=<unrepresentable>, bytes_per_sep=1)")) { interpreter, arguments in
        let bytes = receiver(arguments)
        let separator = try arguments[1].isUndefined ? "" : separator(arguments[1], interpreter)
        // No text is longer, and the number can be negated.
        let size = arguments[2].isUndefined ? 1 : max(try interpreter.integer(arguments[2]), -Int.max)
        var out = ""
        for (index, byte) in bytes.enumerated() {
          if index > 0, !separator.isEmpty, size != 0 {
            let position = size > 0 ? bytes.count - index : index
            if position % Int(size.magnitude) == 0 { out += separator }
          }
          out += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return .string(out)
      },
      .classMethod("fromhex", .one) { _, arguments in
        guard let text = arguments[1].text else {
          throw PythonException(.typeError, "fromhex() argument must be str, not \(arguments[1].type.tpName)")
        }
        var out: [UInt8] = []
        let codes = Array(text.utf8)
        var index = 0
        while index < codes.count {
          if isSpace(codes[index]) {
            index += 1
            continue
          }
          for offset in 0..<2 {
            let digit = index + offset < codes.count ? codes[index + offset].digitValue : nil
            guard let digit, digit < 16 else {
              throw PythonException(
                .valueError,
                "non-hexadecimal number found in fromhex() arg at position \(index + offset)")
            }
            if offset == 0 { out.append(UInt8(digit << 4)) } else { out[out.count - 1] |= UInt8(digit) }
          }
          index += 2
        }
        return make(out)
      },
    ]
    return searches + parts + shapes
  }

  /// What only `bytearray` has.
  static let mutating: [NativeMember] = [
    .method("copy", .none, receiver: BytearrayObject.self) { _, array, _ in .object(BytearrayObject(array.bytes)) },
    .method("append", .one, receiver: BytearrayObject.self) { interpreter, array, arguments in
      let byte = try interpreter.byte(arguments[0])
      try array.checkResizing()
      array.bytes.append(byte)
      return .none
    },
    .method("extend", .one, receiver: BytearrayObject.self) { interpreter, array, arguments in
      // The characters of a text are refused one by one, as the elements of any other iterable.
      let added =
        arguments[0].text == nil
        ? try interpreter.bytes(from: arguments[0])
        : try interpreter.array(of: arguments[0]).map { try interpreter.byte($0) }
      try array.checkResizing(to: array.bytes.count + added.count)
      array.bytes += added
      return .none
    },
    .method("insert", .positional(2...2), receiver: BytearrayObject.self) { interpreter, array, arguments in
      let index = try interpreter.integer(arguments[0])
      let byte = try interpreter.byte(arguments[1])
      try array.checkResizing()
      let count = array.bytes.count
      array.bytes.insert(byte, at: min(max(index < 0 ? index + count : index, 0), count))
      return .none
    },
    .method("pop", .positional(0...1), receiver: BytearrayObject.self) { interpreter, array, arguments in
      let given = arguments[0].isUndefined ? -1 : try interpreter.integer(arguments[0])
      let count = array.bytes.count
      if count == 0 { throw PythonException(.indexError, "pop from empty bytearray") }
      let index = given < 0 ? given + count : given
      guard index >= 0, index < count else { throw PythonException(.indexError, "pop index out of range") }
      try array.checkResizing()
      return .int(Int(array.bytes.remove(at: index)))
    },
    .method("remove", .one, receiver: BytearrayObject.self) { interpreter, array, arguments in
      guard let index = array.bytes.firstIndex(of: try interpreter.byte(arguments[0])) else {
        throw PythonException(.valueError, "value not found in bytearray")
      }
      try array.checkResizing()
      array.bytes.remove(at: index)
      return .none
    },
    .method("reverse", .none, receiver: BytearrayObject.self) { _, array, _ in
      array.bytes.reverse()
      return .none
    },
    .method("clear", .none, receiver: BytearrayObject.self) { _, array, _ in
      try array.checkResizing(to: 0)
      array.bytes = []
      return .none
    },
  ]
}

extension Interpreter {
  /// An integer as a byte. Throws `ValueError` when it is none.
  package func byte(_ value: Value) throws -> UInt8 {
    guard case .int(let number) = try requiredIndex(value), let byte = UInt8(exactly: number) else {
      throw PythonException(.valueError, "byte must be in range(0, 256)")
    }
    return byte
  }

  /// The bytes of a bytes-like object or of an iterable of integers.
  package func bytes(from value: Value) throws -> [UInt8] {
    if let bytes = value.bytes { return bytes }
    guard value.text == nil, try makeIteratorOrNil(value) != nil else {
      throw PythonException(.typeError, "cannot convert '\(value.type.tpName)' object to bytes")
    }
    return try array(of: value).map { try byte($0) }
  }

  /// `bytes % operand`
  package func percentFormat(bytes: [UInt8], _ operand: Value) throws -> [UInt8] {
    let text = try percentFormat(TextCodec.latin1.decode(bytes, errors: .strict), operand, isBytes: true)
    return try TextCodec.latin1.encode(text, errors: .strict)
  }
}
