import PythonSyntax

// The interpreter loop. Its state is local: the current frame, the next instruction, the registers, the constants and
// the caches, all as pointers into storage that outlives the call of `execute`: code objects are kept by the
// interpreter, registers by the frame stack, the global table or a generator. Whatever may run other code or raise
// first stores `pc` in the frame.

extension Interpreter {
  /// Runs the frame on top of the stack until it returns, yields or raises. `exception` is raised where it stands.
  func execute(throwing exception: ExceptionObject?) throws -> Value {
    let stack = self.stack
    var frame = stack.frameTop - 1
    var pc = frame.pointee.pc
    var regs = frame.pointee.registers
    var constants = frame.pointee.layout.pointee.constants
    let functionType = Self.identity(TypeObject.function)
    let stringType = Self.identity(TypeObject.str)
    let listType = Self.identity(TypeObject.list)
    let rangeIteratorType = Self.identity(TypeObject.rangeIterator)
    let generatorType = Self.identity(TypeObject.generator)
    var pending = exception
    /// Whether the exception comes back to a frame that its traceback names already.
    var isReraised = false
    entering: while true {
      let raised: PythonException
      do {
        if let exception = pending {
          pending = nil
          throw PythonException(exception)
        }
        frame = stack.frameTop - 1
        pc = frame.pointee.pc
        regs = frame.pointee.registers
        constants = frame.pointee.layout.pointee.constants
        dispatch: while true {
          let instruction = pc.pointee
          pc += 1
          let result: Value
          switch instruction {
          case .loadConstant(let d, let k):
            (regs + Int(d)).copy(from: constants + Int(k))
            continue dispatch
          case .move(let d, let s):
            if case .undefined = regs[Int(s)] { throw unbound(s, frame) }
            (regs + Int(d)).copy(from: regs + Int(s))
            continue dispatch
          case .loadGlobal(let d, let slot):
            (regs + Int(d)).copy(from: frame.pointee.globals._withUnsafeGuaranteedRef { $0.slots } + Int(slot))
            if case .undefined = regs[Int(d)] { try loadFallback(slot, frame, into: regs + Int(d)) }
            continue dispatch
          case .checkGlobal(let slot):
            let globals = frame.pointee.globals
            if globals._withUnsafeGuaranteedRef({ $0.slots })[Int(slot)].isUndefined,
              globals._withUnsafeGuaranteedRef({ $0.fallbacks })[Int(slot)].isUndefined
            {
              _ = try globalFallback(slot, frame)
            }
            continue dispatch
          case .storeGlobal(let slot, let s):
            if case .undefined = regs[Int(s)] { throw unbound(s, frame) }
            (frame.pointee.globals._withUnsafeGuaranteedRef { $0.slots } + Int(slot)).copy(from: regs + Int(s))
            continue dispatch
          case .deleteGlobal(let slot):
            try deleteGlobal(slot, frame)
            continue dispatch
          case .deleteRegister(let r):
            _ = try read(regs, r, frame)
            regs[Int(r)] = .undefined
            continue dispatch
          case .clear(let r):
            regs[Int(r)] = .undefined
            continue dispatch
          case .makeCell(let r):
            regs[Int(r)] = .object(CellObject((regs + Int(r)).take()))
            continue dispatch
          case .makeEmptyCell(let r):
            regs[Int(r)] = .object(CellObject())
            continue dispatch
          case .loadCell(let d, let cell):
            regs[Int(d)] = Self.cell(regs, cell).value
            if case .undefined = regs[Int(d)] { throw unbound(cell, frame) }
            continue dispatch
          case .storeCell(let cell, let s):
            Self.cell(regs, cell).value = try read(regs, s, frame)
            continue dispatch
          case .deleteCell(let cell):
            let target = Self.cell(regs, cell)
            if case .undefined = target.value { throw unbound(cell, frame) }
            target.value = .undefined
            continue dispatch
          case .loadFreeCell(let d, let index):
            regs[Int(d)] = .object(Self.freeCell(frame, index))
            continue dispatch
          case .loadFree(let d, let index):
            regs[Int(d)] = Self.freeCell(frame, index).value
            if case .undefined = regs[Int(d)] { throw unboundFree(index, frame) }
            continue dispatch
          case .storeFree(let index, let s):
            Self.freeCell(frame, index).value = try read(regs, s, frame)
            continue dispatch
          case .deleteFree(let index):
            let target = Self.freeCell(frame, index)
            if case .undefined = target.value { throw unboundFree(index, frame) }
            target.value = .undefined
            continue dispatch
          case .loadName(let d, let slot):
            frame.pointee.pc = pc
            regs[Int(d)] = try loadName(slot, frame)
            continue dispatch
          case .loadNameOrFree(let d, let name, let index):
            frame.pointee.pc = pc
            regs[Int(d)] = try loadNameOrFree(constants[Int(name)], index, frame)
            continue dispatch
          case .storeName(let name, let s):
            frame.pointee.pc = pc
            try storeName(constants[Int(name)], read(regs, s, frame), frame)
            continue dispatch
          case .deleteName(let name):
            frame.pointee.pc = pc
            try deleteName(constants[Int(name)], frame)
            continue dispatch
          case .add(let d, let a, let b):
            if !Self.add(regs + Int(a), regs + Int(b), into: regs + Int(d)) { try operate(pc, frame) }
            continue dispatch
          case .addConstant(let d, let a, let k):
            if !Self.add(regs + Int(a), constants + Int(k), into: regs + Int(d)) { try operate(pc, frame) }
            continue dispatch
          case .constantAdd(let d, let k, let b):
            if !Self.add(constants + Int(k), regs + Int(b), into: regs + Int(d)) { try operate(pc, frame) }
            continue dispatch
          case .inPlaceAdd(let a, let b):
            if !Self.add(regs + Int(a), regs + Int(b), into: regs + Int(a)) { try operate(pc, frame) }
            continue dispatch
          case .inPlaceAddConstant(let a, let k):
            if !Self.add(regs + Int(a), constants + Int(k), into: regs + Int(a)) { try operate(pc, frame) }
            continue dispatch
          case .subtract(let d, let a, let b):
            if !Self.subtract(regs + Int(a), regs + Int(b), into: regs + Int(d)) { try operate(pc, frame) }
            continue dispatch
          case .subtractConstant(let d, let a, let k):
            if !Self.subtract(regs + Int(a), constants + Int(k), into: regs + Int(d)) { try operate(pc, frame) }
            continue dispatch
          case .constantSubtract(let d, let k, let b):
            if !Self.subtract(constants + Int(k), regs + Int(b), into: regs + Int(d)) { try operate(pc, frame) }
            continue dispatch
          case .inPlaceSubtract(let a, let b):
            if !Self.subtract(regs + Int(a), regs + Int(b), into: regs + Int(a)) { try operate(pc, frame) }
            continue dispatch
          case .inPlaceSubtractConstant(let a, let k):
            if !Self.subtract(regs + Int(a), constants + Int(k), into: regs + Int(a)) { try operate(pc, frame) }
            continue dispatch
          case .multiply(let d, let a, let b):
            if !Self.multiply(regs + Int(a), regs + Int(b), into: regs + Int(d)) { try operate(pc, frame) }
            continue dispatch
          case .multiplyConstant(let d, let a, let k):
            if !Self.multiply(regs + Int(a), constants + Int(k), into: regs + Int(d)) { try operate(pc, frame) }
            continue dispatch
          case .constantMultiply(let d, let k, let b):
            if !Self.multiply(constants + Int(k), regs + Int(b), into: regs + Int(d)) { try operate(pc, frame) }
            continue dispatch
          case .inPlaceMultiply(let a, let b):
            if !Self.multiply(regs + Int(a), regs + Int(b), into: regs + Int(a)) { try operate(pc, frame) }
            continue dispatch
          case .inPlaceMultiplyConstant(let a, let k):
            if !Self.multiply(regs + Int(a), constants + Int(k), into: regs + Int(a)) { try operate(pc, frame) }
            continue dispatch
          case .divide(let d, let a, let b):
            if !Self.divide(regs + Int(a), regs + Int(b), into: regs + Int(d)) { try operate(pc, frame) }
            continue dispatch
          case .divideConstant(let d, let a, let k):
            if !Self.divide(regs + Int(a), constants + Int(k), into: regs + Int(d)) { try operate(pc, frame) }
            continue dispatch
          case .floorDivide(let d, let a, let b):
            if !Self.floorDivide(regs + Int(a), regs + Int(b), into: regs + Int(d)) { try operate(pc, frame) }
            continue dispatch
          case .floorDivideConstant(let d, let a, let k):
            if !Self.floorDivide(regs + Int(a), constants + Int(k), into: regs + Int(d)) { try operate(pc, frame) }
            continue dispatch
          case .modulo(let d, let a, let b):
            if !Self.modulo(regs + Int(a), regs + Int(b), into: regs + Int(d)) { try operate(pc, frame) }
            continue dispatch
          case .moduloConstant(let d, let a, let k):
            if !Self.modulo(regs + Int(a), constants + Int(k), into: regs + Int(d)) { try operate(pc, frame) }
            continue dispatch
          case .powerConstant(let d, let a, let k):
            if !Self.power(regs + Int(a), constants + Int(k), into: regs + Int(d)) { try operate(pc, frame) }
            continue dispatch
          case .bitAnd(let d, let a, let b):
            if !Self.bits(regs + Int(a), regs + Int(b), into: regs + Int(d), &) { try operate(pc, frame) }
            continue dispatch
          case .bitOr(let d, let a, let b):
            if !Self.bits(regs + Int(a), regs + Int(b), into: regs + Int(d), |) { try operate(pc, frame) }
            continue dispatch
          case .bitXor(let d, let a, let b):
            if !Self.bits(regs + Int(a), regs + Int(b), into: regs + Int(d), ^) { try operate(pc, frame) }
            continue dispatch
          case .power, .matrixMultiply, .leftShift, .rightShift, .inPlace:
            try operate(pc, frame)
            continue dispatch
          case .unary(let d, let a, let operation):
            frame.pointee.pc = pc
            regs[Int(d)] = try unary(operation, read(regs, a, frame))
            continue dispatch
          case .not(let d, let a):
            frame.pointee.pc = pc
            (regs + Int(d)).write(.bool(try !truthOf(regs, a, frame)))
            continue dispatch
          case .compare(let d, let a, let b, let operation):
            frame.pointee.pc = pc
            regs[Int(d)] = try compareSlow(operation, regs, a, b, frame)
            continue dispatch
          case .compareConstant(let d, let a, let k, let operation):
            frame.pointee.pc = pc
            regs[Int(d)] = try compare(operation, read(regs, a, frame), constants[Int(k)])
            continue dispatch
          case .jumpIfEqual(let a, let b, let offset):
            if try (Self.numbers(regs + Int(a), regs + Int(b), ==, ==) ?? holds(.equal, regs, a, b, frame, pc)) {
              pc += Int(offset)
              if offset < 0 { try checkBudget() }
            }
            continue dispatch
          case .jumpIfEqualConstant(let a, let k, let offset):
            if try
              (Self.numbers(regs + Int(a), constants + Int(k), ==, ==)
              ?? holds(.equal, regs, a, constant: constants + Int(k), frame, pc))
            {
              pc += Int(offset)
              if offset < 0 { try checkBudget() }
            }
            continue dispatch
          case .jumpIfNotEqual(let a, let b, let offset):
            if try (Self.numbers(regs + Int(a), regs + Int(b), !=, !=) ?? holds(.notEqual, regs, a, b, frame, pc)) {
              pc += Int(offset)
              if offset < 0 { try checkBudget() }
            }
            continue dispatch
          case .jumpIfNotEqualConstant(let a, let k, let offset):
            if try
              (Self.numbers(regs + Int(a), constants + Int(k), !=, !=)
              ?? holds(.notEqual, regs, a, constant: constants + Int(k), frame, pc))
            {
              pc += Int(offset)
              if offset < 0 { try checkBudget() }
            }
            continue dispatch
          case .jumpIfLess(let a, let b, let offset):
            if try (Self.numbers(regs + Int(a), regs + Int(b), <, <) ?? holds(.less, regs, a, b, frame, pc)) {
              pc += Int(offset)
              if offset < 0 { try checkBudget() }
            }
            continue dispatch
          case .jumpIfLessConstant(let a, let k, let offset):
            if try
              (Self.numbers(regs + Int(a), constants + Int(k), <, <)
              ?? holds(.less, regs, a, constant: constants + Int(k), frame, pc))
            {
              pc += Int(offset)
              if offset < 0 { try checkBudget() }
            }
            continue dispatch
          case .jumpIfLessOrEqual(let a, let b, let offset):
            if try (Self.numbers(regs + Int(a), regs + Int(b), <=, <=) ?? holds(.lessOrEqual, regs, a, b, frame, pc)) {
              pc += Int(offset)
              if offset < 0 { try checkBudget() }
            }
            continue dispatch
          case .jumpIfLessOrEqualConstant(let a, let k, let offset):
            if try
              (Self.numbers(regs + Int(a), constants + Int(k), <=, <=)
              ?? holds(.lessOrEqual, regs, a, constant: constants + Int(k), frame, pc))
            {
              pc += Int(offset)
              if offset < 0 { try checkBudget() }
            }
            continue dispatch
          case .jumpIfGreater(let a, let b, let offset):
            if try (Self.numbers(regs + Int(a), regs + Int(b), >, >) ?? holds(.greater, regs, a, b, frame, pc)) {
              pc += Int(offset)
              if offset < 0 { try checkBudget() }
            }
            continue dispatch
          case .jumpIfGreaterConstant(let a, let k, let offset):
            if try
              (Self.numbers(regs + Int(a), constants + Int(k), >, >)
              ?? holds(.greater, regs, a, constant: constants + Int(k), frame, pc))
            {
              pc += Int(offset)
              if offset < 0 { try checkBudget() }
            }
            continue dispatch
          case .jumpIfGreaterOrEqual(let a, let b, let offset):
            if try
              (Self.numbers(regs + Int(a), regs + Int(b), >=, >=)
              ?? holds(.greaterOrEqual, regs, a, b, frame, pc))
            {
              pc += Int(offset)
              if offset < 0 { try checkBudget() }
            }
            continue dispatch
          case .jumpIfGreaterOrEqualConstant(let a, let k, let offset):
            if try
              (Self.numbers(regs + Int(a), constants + Int(k), >=, >=)
              ?? holds(.greaterOrEqual, regs, a, constant: constants + Int(k), frame, pc))
            {
              pc += Int(offset)
              if offset < 0 { try checkBudget() }
            }
            continue dispatch
          case .jumpUnlessEqual(let a, let b, let offset):
            if try !(Self.numbers(regs + Int(a), regs + Int(b), ==, ==) ?? holds(.equal, regs, a, b, frame, pc)) {
              pc += Int(offset)
              if offset < 0 { try checkBudget() }
            }
            continue dispatch
          case .jumpUnlessEqualConstant(let a, let k, let offset):
            if try
              !(Self.numbers(regs + Int(a), constants + Int(k), ==, ==)
              ?? holds(.equal, regs, a, constant: constants + Int(k), frame, pc))
            {
              pc += Int(offset)
              if offset < 0 { try checkBudget() }
            }
            continue dispatch
          case .jumpUnlessNotEqual(let a, let b, let offset):
            if try !(Self.numbers(regs + Int(a), regs + Int(b), !=, !=) ?? holds(.notEqual, regs, a, b, frame, pc)) {
              pc += Int(offset)
              if offset < 0 { try checkBudget() }
            }
            continue dispatch
          case .jumpUnlessNotEqualConstant(let a, let k, let offset):
            if try
              !(Self.numbers(regs + Int(a), constants + Int(k), !=, !=)
              ?? holds(.notEqual, regs, a, constant: constants + Int(k), frame, pc))
            {
              pc += Int(offset)
              if offset < 0 { try checkBudget() }
            }
            continue dispatch
          case .jumpUnlessLess(let a, let b, let offset):
            if try !(Self.numbers(regs + Int(a), regs + Int(b), <, <) ?? holds(.less, regs, a, b, frame, pc)) {
              pc += Int(offset)
              if offset < 0 { try checkBudget() }
            }
            continue dispatch
          case .jumpUnlessLessConstant(let a, let k, let offset):
            if try
              !(Self.numbers(regs + Int(a), constants + Int(k), <, <)
              ?? holds(.less, regs, a, constant: constants + Int(k), frame, pc))
            {
              pc += Int(offset)
              if offset < 0 { try checkBudget() }
            }
            continue dispatch
          case .jumpUnlessLessOrEqual(let a, let b, let offset):
            if try !(Self.numbers(regs + Int(a), regs + Int(b), <=, <=) ?? holds(.lessOrEqual, regs, a, b, frame, pc)) {
              pc += Int(offset)
              if offset < 0 { try checkBudget() }
            }
            continue dispatch
          case .jumpUnlessLessOrEqualConstant(let a, let k, let offset):
            if try
              !(Self.numbers(regs + Int(a), constants + Int(k), <=, <=)
              ?? holds(.lessOrEqual, regs, a, constant: constants + Int(k), frame, pc))
            {
              pc += Int(offset)
              if offset < 0 { try checkBudget() }
            }
            continue dispatch
          case .jumpUnlessGreater(let a, let b, let offset):
            if try !(Self.numbers(regs + Int(a), regs + Int(b), >, >) ?? holds(.greater, regs, a, b, frame, pc)) {
              pc += Int(offset)
              if offset < 0 { try checkBudget() }
            }
            continue dispatch
          case .jumpUnlessGreaterConstant(let a, let k, let offset):
            if try
              !(Self.numbers(regs + Int(a), constants + Int(k), >, >)
              ?? holds(.greater, regs, a, constant: constants + Int(k), frame, pc))
            {
              pc += Int(offset)
              if offset < 0 { try checkBudget() }
            }
            continue dispatch
          case .jumpUnlessGreaterOrEqual(let a, let b, let offset):
            if try
              !(Self.numbers(regs + Int(a), regs + Int(b), >=, >=)
              ?? holds(.greaterOrEqual, regs, a, b, frame, pc))
            {
              pc += Int(offset)
              if offset < 0 { try checkBudget() }
            }
            continue dispatch
          case .jumpUnlessGreaterOrEqualConstant(let a, let k, let offset):
            if try
              !(Self.numbers(regs + Int(a), constants + Int(k), >=, >=)
              ?? holds(.greaterOrEqual, regs, a, constant: constants + Int(k), frame, pc))
            {
              pc += Int(offset)
              if offset < 0 { try checkBudget() }
            }
            continue dispatch
          case .jump(let offset):
            pc += Int(offset)
            continue dispatch
          case .loop(let offset):
            pc += Int(offset)
            try checkBudget()
            continue dispatch
          case .jumpIfTrue(let a, let offset):
            frame.pointee.pc = pc
            if try truthOf(regs, a, frame) {
              pc += Int(offset)
              if offset < 0 { try checkBudget() }
            }
            continue dispatch
          case .jumpIfFalse(let a, let offset):
            frame.pointee.pc = pc
            if try !truthOf(regs, a, frame) {
              pc += Int(offset)
              if offset < 0 { try checkBudget() }
            }
            continue dispatch
          case .jumpIfNone(let a, let offset):
            switch regs[Int(a)] {
            case .none:
              pc += Int(offset)
              if offset < 0 { try checkBudget() }
            case .undefined: throw unbound(a, frame)
            default: break
            }
            continue dispatch
          case .jumpIfNotNone(let a, let offset):
            switch regs[Int(a)] {
            case .none: break
            case .undefined: throw unbound(a, frame)
            default:
              pc += Int(offset)
              if offset < 0 { try checkBudget() }
            }
            continue dispatch
          case .loadAttribute(let d, let a, let c):
            let cache = frame.pointee.layout.pointee.caches + Int(c)
            if cache.pointee.kind == .slot, let object = (regs + Int(a)).unretainedObject,
              object._withUnsafeGuaranteedRef({ Self.matches($0, cache) })
            {
              if let slots = object._withUnsafeGuaranteedRef({ $0.slots }) {
                (regs + Int(d)).copy(from: slots + cache.pointee.slot)
                continue dispatch
              }
            }
            frame.pointee.pc = pc
            regs[Int(d)] = try loadAttributeSlow(read(regs, a, frame), cache)
            continue dispatch
          case .storeAttribute(let a, let c, let s):
            let cache = frame.pointee.layout.pointee.caches + Int(c)
            if cache.pointee.kind == .slot, let object = (regs + Int(a)).unretainedObject,
              object._withUnsafeGuaranteedRef({ Self.matches($0, cache) })
            {
              if let slots = object._withUnsafeGuaranteedRef({ $0.slots }) {
                if case .undefined = regs[Int(s)] { throw unbound(s, frame) }
                (slots + cache.pointee.slot).copy(from: regs + Int(s))
                continue dispatch
              }
            }
            frame.pointee.pc = pc
            try storeAttributeSlow(read(regs, a, frame), cache, read(regs, s, frame))
            continue dispatch
          case .deleteAttribute(let a, let name):
            frame.pointee.pc = pc
            try deleteAttribute(read(regs, a, frame), nameObject(constants[Int(name)]))
            continue dispatch
          case .loadItem(let d, let a, let b):
            if case .int(let index) = regs[Int(b)], let object = (regs + Int(a)).unretainedObject,
              object._withUnsafeGuaranteedRef({ Self.typePointer($0) }) == listType
            {
              let found: Bool = object._withUnsafeGuaranteedRef { object in
                let list = unsafeDowncast(object, to: ListObject.self)
                let count = list.elements.count
                let position = index < 0 ? index &+ count : index
                guard position >= 0 && position < count else { return false }
                regs[Int(d)] = list.elements[position]
                return true
              }
              if found { continue dispatch }
            }
            frame.pointee.pc = pc
            regs[Int(d)] = try getItem(read(regs, a, frame), read(regs, b, frame))
            continue dispatch
          case .loadItemConstant(let d, let a, let k):
            frame.pointee.pc = pc
            regs[Int(d)] = try getItem(read(regs, a, frame), constants[Int(k)])
            continue dispatch
          case .storeItem(let a, let b, let s):
            if case .int(let index) = regs[Int(b)], let object = (regs + Int(a)).unretainedObject,
              object._withUnsafeGuaranteedRef({ Self.typePointer($0) }) == listType,
              Self.store(regs + Int(s), at: index, in: object)
            {
              continue dispatch
            }
            frame.pointee.pc = pc
            try setItem(read(regs, a, frame), read(regs, b, frame), read(regs, s, frame))
            continue dispatch
          case .deleteItem(let a, let b):
            frame.pointee.pc = pc
            try deleteItem(read(regs, a, frame), read(regs, b, frame))
            continue dispatch
          case .buildSlice(let d, let w):
            regs[Int(d)] = .object(SliceObject(start: regs[Int(w)], stop: regs[Int(w) + 1], step: regs[Int(w) + 2]))
            continue dispatch
          case .buildTuple(let d, let w, let count):
            regs[Int(d)] = .tuple(Self.takeWindow(regs + Int(w), Int(count)))
            continue dispatch
          case .buildList(let d, let w, let count):
            regs[Int(d)] = .list(Self.takeWindow(regs + Int(w), Int(count)))
            continue dispatch
          case .buildSet(let d, let w, let count):
            frame.pointee.pc = pc
            regs[Int(d)] = try buildSet(Self.takeWindow(regs + Int(w), Int(count)))
            continue dispatch
          case .buildDict(let d, let w, let count):
            frame.pointee.pc = pc
            regs[Int(d)] = try buildDict(regs + Int(w), Int(count))
            continue dispatch
          case .appendToList(let a, let b):
            let value = try read(regs, b, frame)
            (regs + Int(a)).unretainedObject?._withUnsafeGuaranteedRef {
              unsafeDowncast($0, to: ListObject.self).elements.append(value)
            }
            continue dispatch
          case .extendList(let a, let b):
            frame.pointee.pc = pc
            try extendList(regs[Int(a)], read(regs, b, frame))
            continue dispatch
          case .extendArguments(let a, let b, let callee):
            frame.pointee.pc = pc
            try extendList(regs[Int(a)], read(regs, b, frame), callee: regs[Int(callee)])
            continue dispatch
          case .addToSet(let a, let b):
            frame.pointee.pc = pc
            try addToSet(regs[Int(a)], read(regs, b, frame))
            continue dispatch
          case .updateSet(let a, let b):
            frame.pointee.pc = pc
            let target = regs[Int(a)]
            try iterate(read(regs, b, frame)) { try addToSet(target, $0) }
            continue dispatch
          case .setInDict(let a, let b, let s):
            frame.pointee.pc = pc
            try setInDict(regs[Int(a)], read(regs, b, frame), read(regs, s, frame))
            continue dispatch
          case .updateDict(let a, let b):
            frame.pointee.pc = pc
            try updateDict(regs[Int(a)], read(regs, b, frame))
            continue dispatch
          case .mergeKeywords(let a, let b, let callee):
            frame.pointee.pc = pc
            try mergeKeywords(regs[Int(a)], read(regs, b, frame), callee: regs[Int(callee)])
            continue dispatch
          case .listToTuple(let a):
            if let list = regs[Int(a)].cast(ListObject.self) { regs[Int(a)] = .tuple(list.elements) }
            continue dispatch
          case .buildString(let d, let w, let template):
            frame.pointee.pc = pc
            if let object = (constants + Int(template)).unretainedObject {
              regs[Int(d)] = try object._withUnsafeGuaranteedRef {
                try joinPieces(regs + Int(w), unsafeDowncast($0, to: FormatTemplate.self))
              }
            }
            continue dispatch
          case .formatValue(let d, let a, let conversion):
            frame.pointee.pc = pc
            if conversion == 0 {
              switch regs[Int(a)] {
              case .int, .float:
                (regs + Int(d)).copy(from: regs + Int(a))
                continue dispatch
              default: break
              }
            }
            if conversion == 0, let object = (regs + Int(a)).unretainedObject,
              object._withUnsafeGuaranteedRef({ Self.typePointer($0) }) == stringType
            {
              (regs + Int(d)).copy(from: regs + Int(a))
              continue dispatch
            }
            regs[Int(d)] = try formatValue(read(regs, a, frame), nil, conversion)
            continue dispatch
          case .formatValueConstant(let d, let a, let spec, let conversion):
            frame.pointee.pc = pc
            if let object = (constants + Int(spec)).unretainedObject {
              regs[Int(d)] = try object._withUnsafeGuaranteedRef {
                try formatted(read(regs, a, frame), unsafeDowncast($0, to: FormatSpecObject.self), conversion)
              }
            }
            continue dispatch
          case .formatValueWithSpec(let d, let a, let s, let conversion):
            frame.pointee.pc = pc
            if conversion == 0, let text = try formatNumber(regs[Int(a)], regs[Int(s)]) {
              regs[Int(d)] = text
              continue dispatch
            }
            regs[Int(d)] = try formatValue(read(regs, a, frame), regs[Int(s)].text, conversion)
            continue dispatch
          case .unpack(let s, let w, let count), .unpackNext(let s, let w, let count):
            frame.pointee.pc = pc
            try unpack(read(regs, s, frame), regs + Int(w), Int(count))
            continue dispatch
          case .unpackStarred(let s, let w, let before, let after):
            frame.pointee.pc = pc
            try unpackStarred(read(regs, s, frame), regs + Int(w), Int(before), Int(after))
            continue dispatch
          case .call(let w, let count, let d):
            frame.pointee.pc = pc
            if let object = (regs + Int(w)).unretainedObject,
              _fastPath(object._withUnsafeGuaranteedRef({ Self.typePointer($0) }) == functionType)
            {
              let function = Unmanaged<FunctionObject>.fromOpaque(object.toOpaque())
              let layout = function._withUnsafeGuaranteedRef { $0.layout }
              if _fastPath(layout.pointee.simpleCount == Int(count)) {
                frame = try enter(function, layout, regs + Int(w) + 1, Int(count), d, from: frame)
                pc = function._withUnsafeGuaranteedRef { $0.instructions }
                regs = frame.pointee.registers
                constants = layout.pointee.constants
                continue dispatch
              }
            }
            if try beginCall(regs + Int(w), Int(count), nil, d, w, regs, frame) { continue entering }
            continue dispatch
          case .callGlobal(let w, let slot, let d, let count):
            frame.pointee.pc = pc
            let global = frame.pointee.globals._withUnsafeGuaranteedRef { $0.slots + Int(slot) }
            if _fastPath(global.isObject), let object = global.unretainedObject,
              _fastPath(object._withUnsafeGuaranteedRef({ Self.typePointer($0) }) == functionType)
            {
              let function = Unmanaged<FunctionObject>.fromOpaque(object.toOpaque())
              let layout = function._withUnsafeGuaranteedRef { $0.layout }
              if _fastPath(layout.pointee.simpleCount == Int(count)) {
                // The global may be rebound during the call: a closure's cells need the function.
                if _slowPath(layout.pointee.hasFreeVariables) { regs[Int(w)] = global.pointee }
                frame = try enter(function, layout, regs + Int(w) + 1, Int(count), d, from: frame)
                pc = function._withUnsafeGuaranteedRef { $0.instructions }
                regs = frame.pointee.registers
                constants = layout.pointee.constants
                continue dispatch
              }
            }
            if case .undefined = global.pointee {
              if try callFallback(slot, regs + Int(w), Int(count), into: regs + Int(d), frame) { continue dispatch }
              try loadFallback(slot, frame, into: regs + Int(w))
            } else {
              (regs + Int(w)).copy(from: global)
            }
            if try beginCall(regs + Int(w), Int(count), nil, d, w, regs, frame) { continue entering }
            continue dispatch
          case .callWithKeywords(let w, let count, let names):
            frame.pointee.pc = pc
            let keywords = (constants + Int(names)).unretainedObject?._withUnsafeGuaranteedRef {
              unsafeDowncast($0, to: KeywordNamesObject.self).names
            }
            if try beginCall(regs + Int(w), Int(count), keywords, w, w, regs, frame) { continue entering }
            continue dispatch
          case .callUnpacked(let d, let w, let hasKeywords):
            frame.pointee.pc = pc
            if try callUnpacked(regs + Int(w), hasKeywords: hasKeywords, d, w, regs) { continue entering }
            continue dispatch
          case .loadMethod(let w, let c):
            frame.pointee.pc = pc
            try loadMethod(regs + Int(w), frame.pointee.layout.pointee.caches + Int(c), regs, w, frame)
            continue dispatch
          case .callMethod(let w, let count, let d):
            frame.pointee.pc = pc
            if case .undefined = regs[Int(w) + 1] {
              if try callLoaded(regs + Int(w), Int(count), into: regs + Int(d)) { continue dispatch }
              // Not a method after all: the callee moves next to its arguments.
              regs[Int(w) + 1] = (regs + Int(w)).take()
              if try beginCall(regs + Int(w) + 1, Int(count), nil, d, w + 1, regs, frame) { continue entering }
              continue dispatch
            }
            if let value = try callNativeMethod(regs + Int(w), Int(count) + 1) {
              regs[Int(d)] = value
              continue dispatch
            }
            if try beginCall(regs + Int(w), Int(count) + 1, nil, d, w, regs, frame) { continue entering }
            continue dispatch
          case .invoke(let w, let c, let d, let count):
            frame.pointee.pc = pc
            let cache = frame.pointee.layout.pointee.caches + Int(c)
            if let receiver = (regs + Int(w) + 1).unretainedObject,
              receiver._withUnsafeGuaranteedRef({ Self.matchesMethod($0, cache) }),
              let method = Self.cachedObject(cache)
            {
              if method._withUnsafeGuaranteedRef({ Self.typePointer($0) }) == functionType {
                let function = Unmanaged<FunctionObject>.fromOpaque(method.toOpaque())
                let layout = function._withUnsafeGuaranteedRef { $0.layout }
                if layout.pointee.simpleCount == Int(count) + 1 {
                  if layout.pointee.hasFreeVariables { regs[Int(w)] = cache.pointee.value }
                  frame = try enter(function, layout, regs + Int(w) + 1, Int(count) + 1, d, from: frame)
                  pc = function._withUnsafeGuaranteedRef { $0.instructions }
                  regs = frame.pointee.registers
                  constants = layout.pointee.constants
                  continue dispatch
                }
              } else if let value = try method._withUnsafeGuaranteedRef({ object in
                try callCachedMethod(unsafeDowncast(object, to: NativeFunction.self), regs + Int(w) + 1, Int(count) + 1)
              }) {
                FrameStack.empty(regs + Int(w) + 1, Int(count) + 1)
                regs[Int(d)] = value
                continue dispatch
              }
            }
            if cache.pointee.kind == .variable,
              let isEntered = try invokeVariable(regs + Int(w), cache, Int(count), d, regs, frame)
            {
              if isEntered { continue entering }
              continue dispatch
            }
            try loadInvokedMethod(regs + Int(w), cache, regs, w, frame)
            if case .undefined = regs[Int(w) + 1] {
              regs[Int(w) + 1] = (regs + Int(w)).take()
              if try beginCall(regs + Int(w) + 1, Int(count), nil, d, w + 1, regs, frame) { continue entering }
              continue dispatch
            }
            if try beginCall(regs + Int(w), Int(count) + 1, nil, d, w, regs, frame) { continue entering }
            continue dispatch
          case .makeFunction(let d, let w, let template):
            regs[Int(d)] = makeFunction(regs + Int(w), Int(template), frame)
            continue dispatch
          case .makeClass(let d, let w, let name):
            frame.pointee.pc = pc
            regs[Int(d)] = try buildClass(regs + Int(w), constants[Int(name)])
            continue dispatch
          case .return(let a):
            if case .undefined = regs[Int(a)] { throw unbound(a, frame) }
            if _fastPath(!(regs + Int(a)).isObject), _fastPath(frame.pointee.kind == .call) {
              let bytes = (regs + Int(a)).bytes
              leaveCall(&frame, &pc, &regs, &constants).write(bytes)
              continue dispatch
            }
            result = (regs + Int(a)).take()
          case .returnBound(let a):
            if _fastPath(!(regs + Int(a)).isObject), _fastPath(frame.pointee.kind == .call) {
              let bytes = (regs + Int(a)).bytes
              leaveCall(&frame, &pc, &regs, &constants).write(bytes)
              continue dispatch
            }
            result = (regs + Int(a)).take()
          case .returnNone:
            if _fastPath(frame.pointee.kind == .call) {
              leaveCall(&frame, &pc, &regs, &constants).write(.none)
              continue dispatch
            }
            result = .none
          case .returnSum(let d, let a, let b):
            if let value = Self.integers(regs + Int(a), regs + Int(b), { $0.addingReportingOverflow($1) }) {
              if _fastPath(frame.pointee.kind == .call) {
                leaveCall(&frame, &pc, &regs, &constants).write(.int(value))
                continue dispatch
              }
              result = .int(value)
            } else {
              if !Self.add(regs + Int(a), regs + Int(b), into: regs + Int(d)) { try operate(pc, frame) }
              result = (regs + Int(d)).take()
            }
          case .returnDifference(let d, let a, let b):
            if let value = Self.integers(regs + Int(a), regs + Int(b), { $0.subtractingReportingOverflow($1) }) {
              if _fastPath(frame.pointee.kind == .call) {
                leaveCall(&frame, &pc, &regs, &constants).write(.int(value))
                continue dispatch
              }
              result = .int(value)
            } else {
              if !Self.subtract(regs + Int(a), regs + Int(b), into: regs + Int(d)) { try operate(pc, frame) }
              result = (regs + Int(d)).take()
            }
          case .returnProduct(let d, let a, let b):
            if let value = Self.integers(regs + Int(a), regs + Int(b), { $0.multipliedReportingOverflow(by: $1) }) {
              if _fastPath(frame.pointee.kind == .call) {
                leaveCall(&frame, &pc, &regs, &constants).write(.int(value))
                continue dispatch
              }
              result = .int(value)
            } else {
              if !Self.multiply(regs + Int(a), regs + Int(b), into: regs + Int(d)) { try operate(pc, frame) }
              result = (regs + Int(d)).take()
            }
          case .loadSuper(let d, let index, let receiver):
            frame.pointee.pc = pc
            regs[Int(d)] = try makeSuper(cell: Self.freeCell(frame, index), receiver: read(regs, receiver, frame))
            continue dispatch
          case .getIterator(let d, let a):
            frame.pointee.pc = pc
            regs[Int(d)] = try makeIterator(read(regs, a, frame))
            continue dispatch
          case .forNext(let it, let d, let offset):
            if let object = (regs + Int(it)).unretainedObject {
              let type = object._withUnsafeGuaranteedRef { Self.typePointer($0) }
              if type == rangeIteratorType {
                // Each access alone: the closures that the compiler inlines are the small ones.
                let iterator = Unmanaged<RangeIterator>.fromOpaque(object.toOpaque())
                let remaining = iterator._withUnsafeGuaranteedRef { $0.remaining }
                guard remaining > 0 else { continue dispatch }
                let current = iterator._withUnsafeGuaranteedRef { $0.current }
                let step = iterator._withUnsafeGuaranteedRef { $0.step }
                iterator._withUnsafeGuaranteedRef { $0.remaining = remaining &- 1 }
                iterator._withUnsafeGuaranteedRef { $0.current = current &+ step }
                (regs + Int(d)).write(.int(current))
                pc += Int(offset)
                try checkBudget()
                continue dispatch
              }
              if type == generatorType {
                let ready: Bool = try object._withUnsafeGuaranteedRef { object in
                  let state = unsafeDowncast(object, to: GeneratorObject.self).state
                  guard state.status == .created || state.status == .suspended, state.delegate.isUndefined else {
                    return false
                  }
                  frame.pointee.pc = pc
                  try checkBudget()
                  try pushGenerator(state, sending: .none, kind: .generatorLoop)
                  let pushed = stack.frameTop - 1
                  pushed.pointee.jump = Int32(offset)
                  pushed.pointee.destination = d
                  return true
                }
                if ready { continue entering }
              }
            }
            frame.pointee.pc = pc
            switch try nextParts(regs + Int(it), pc + Int(offset), regs) {
            case .stored:
              // The unpacking is done, too.
              pc += Int(offset) + 1
              try checkBudget()
              continue dispatch
            case .ended: continue dispatch
            case .whole: break
            }
            if let value = try next(regs[Int(it)]) {
              regs[Int(d)] = value
              pc += Int(offset)
              try checkBudget()
            }
            continue dispatch
          case .expand:
            frame.pointee.pc = pc
            try expand(frame)
            pc = frame.pointee.pc
            constants = frame.pointee.layout.pointee.constants
            continue dispatch
          case .yield(let d, let s):
            let value = try read(regs, s, frame)
            frame.pointee.generator?._withUnsafeGuaranteedRef { state in
              state.pc = pc
              state.sentRegister = d
              leaveGenerator(state, finished: false)
            }
            stack.frameTop = frame
            if frame.pointee.kind == .generatorEntry { return value }
            let jump = Int(frame.pointee.jump)
            let destination = Int(frame.pointee.destination)
            frame = frame - 1
            pc = frame.pointee.pc
            regs = frame.pointee.registers
            constants = frame.pointee.layout.pointee.constants
            regs[destination] = value
            pc += jump
            continue dispatch
          case .getYieldFromIterator(let d, let a):
            frame.pointee.pc = pc
            regs[Int(d)] = try makeIterator(read(regs, a, frame))
            continue dispatch
          case .yieldFrom(let d, let it):
            frame.pointee.pc = pc
            guard let value = try delegate(regs + Int(d), iterator: regs[Int(it)], frame) else { continue dispatch }
            frame.pointee.generator?._withUnsafeGuaranteedRef { state in
              state.pc = pc - 1
              state.sentRegister = d
              leaveGenerator(state, finished: false)
            }
            stack.frameTop = frame
            if frame.pointee.kind == .generatorEntry { return value }
            let jump = Int(frame.pointee.jump)
            let destination = Int(frame.pointee.destination)
            frame = frame - 1
            pc = frame.pointee.pc
            regs = frame.pointee.registers
            constants = frame.pointee.layout.pointee.constants
            regs[destination] = value
            pc += jump
            continue dispatch
          case .raise(let a):
            frame.pointee.pc = pc
            raised = try self.exception(raising: read(regs, a, frame))
            break dispatch
          case .raiseFrom(let a, let cause):
            frame.pointee.pc = pc
            raised = try self.exception(raising: read(regs, a, frame), from: read(regs, cause, frame))
            break dispatch
          case .raiseAgain:
            guard let handled = handledException else {
              throw PythonException(.runtimeError, "No active exception to reraise")
            }
            isReraised = handled.isNamedLast(frame.pointee.code.takeUnretainedValue())
            raised = PythonException(handled)
            break dispatch
          case .reraise(let a):
            guard let exception = Self.exception(in: regs[Int(a)]) else { continue dispatch }
            isReraised = true
            raised = PythonException(exception)
            break dispatch
          case .raiseAssertion:
            raised = try self.exception(raising: .object(ExceptionObject(type: .assertionError, arguments: [])))
            break dispatch
          case .raiseAssertionWithMessage(let a):
            raised = try self.exception(
              raising: .object(ExceptionObject(type: .assertionError, arguments: [regs[Int(a)]])))
            break dispatch
          case .beginHandler(let a, let saved):
            let outer = handledException
            handledException = Self.exception(in: regs[Int(a)])
            if let outer { regs[Int(saved)] = .object(outer) } else { (regs + Int(saved)).write(.none) }
            continue dispatch
          case .endHandler(let saved):
            if case .object = regs[Int(saved)] {
              handledException = Self.exception(in: (regs + Int(saved)).take())
            } else {
              handledException = nil
            }
            continue dispatch
          case .matchException(let d, let a, let t):
            frame.pointee.pc = pc
            if Self.isOfType(regs + Int(a), regs + Int(t)) {
              (regs + Int(d)).write(.bool(true))
            } else {
              regs[Int(d)] = .bool(try matches(regs[Int(a)], read(regs, t, frame)))
            }
            continue dispatch
          case .takeGroup(let d, let rest, let t):
            frame.pointee.pc = pc
            regs[Int(d)] = try takeGroup(regs + Int(rest), read(regs, t, frame))
            continue dispatch
          case .groupRemainder(let d, let w):
            frame.pointee.pc = pc
            regs[Int(d)] = try remainder(of: regs[Int(w)], rest: regs[Int(w) + 1], raised: regs[Int(w) + 2])
            continue dispatch
          case .enterWith(let d, let w):
            frame.pointee.pc = pc
            regs[Int(d)] = try enterWith(regs + Int(w))
            continue dispatch
          case .exitWith(let w):
            frame.pointee.pc = pc
            _ = try exitWith(regs[Int(w)], nil)
            continue dispatch
          case .exitWithException(let d, let w, let a):
            frame.pointee.pc = pc
            (regs + Int(d)).write(.bool(try exitWith(regs[Int(w)], regs[Int(a)].object as? ExceptionObject)))
            continue dispatch
          case .importModule(let d, let name, let level, let isLeaf):
            frame.pointee.pc = pc
            regs[Int(d)] = try importModule(
              constants[Int(name)].text ?? "", level: Int(level), isLeaf: isLeaf, in: frame)
            continue dispatch
          case .importFrom(let d, let m, let name):
            frame.pointee.pc = pc
            regs[Int(d)] = try importFrom(regs[Int(m)], nameObject(constants[Int(name)]), in: frame)
            continue dispatch
          case .importStar(let m):
            frame.pointee.pc = pc
            try importStar(regs[Int(m)], into: frame)
            continue dispatch
          case .isSequence(let d, let a):
            (regs + Int(d)).write(.bool(isSequence(regs[Int(a)])))
            continue dispatch
          case .isMapping(let d, let a):
            (regs + Int(d)).write(.bool(isMapping(regs[Int(a)])))
            continue dispatch
          case .length(let d, let a):
            frame.pointee.pc = pc
            (regs + Int(d)).write(.int(try length(regs[Int(a)])))
            continue dispatch
          case .matchKeys(let d, let a, let keys):
            frame.pointee.pc = pc
            regs[Int(d)] = try matchKeys(regs[Int(a)], regs[Int(keys)])
            continue dispatch
          case .mappingRest(let d, let a, let keys):
            frame.pointee.pc = pc
            regs[Int(d)] = try mappingRest(regs[Int(a)], regs[Int(keys)])
            continue dispatch
          case .matchClass(let d, let w, let names, let count):
            frame.pointee.pc = pc
            regs[Int(d)] = try matchClass(regs[Int(w)], regs[Int(w) + 1], constants[Int(names)], Int(count))
            continue dispatch
          }
          // The frame returns `result`.
          let kind = frame.pointee.kind
          if kind == .call {
            leaveCall(&frame, &pc, &regs, &constants).write(result)
            continue dispatch
          }
          if let generator = frame.pointee.generator {
            let state = generator.takeUnretainedValue()
            state.result = result
            stack.frameTop = frame
            leaveGenerator(state, finished: true)
            if kind == .generatorEntry { return .none }
            continue entering
          }
          FrameStack.releaseObjects(regs, frame.pointee.layout.pointee.registerCount)
          stack.stackTop = frame.pointee.stackTop
          stack.frameTop = frame
          if kind == .entry { return result }
          // Only `__init__` is left.
          let destination = Int(frame.pointee.destination)
          let window = Int(frame.pointee.window)
          frame -= 1
          guard case .none = result else {
            pc = frame.pointee.pc
            throw PythonException(.typeError, "__init__() should return None, not '\(result.type.tpName)'")
          }
          let caller = frame.pointee.registers
          caller[destination] = (caller + window).take()
          continue entering
        }
      } catch {
        raised = prepare(error, isReraised: isReraised)
      }
      var isNamed = isReraised
      isReraised = false
      while true {
        if let handler = findHandler(raised.exception, frame, pc, isNamed: isNamed) {
          frame.pointee.pc = handler
          break
        }
        isNamed = false
        let kind = frame.pointee.kind
        let outgoing = leaveFrame(frame, raised)
        if kind == .entry || kind == .generatorEntry { throw outgoing }
        frame = stack.frameTop - 1
        pc = frame.pointee.pc
        if outgoing.exception !== raised.exception {
          pending = outgoing.exception
          break
        }
      }
    }
  }
}
