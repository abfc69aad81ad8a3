import PythonSyntax

/// The number of a register of a frame: parameters and variables first, then intermediate results. In module-level code
/// it is a slot of the module's `GlobalTable`.
typealias Register = UInt16

/// One instruction of the register machine. The first register written is the destination, unless said.
///
/// The operands of the longest forms fill 8 bytes, which are read in one piece whatever the instruction; with 7 the loop
/// would put them together from three.
///
/// Operands named `constant` index the code's constants, `cache` its inline caches, `slot` the global table. `Int16` and
/// `Int32` are jump distances from the next instruction.
enum Instruction {
  // MARK: Variables
  case loadConstant(Register, constant: UInt16)
  /// Copies a variable or result; an unbound variable raises.
  case move(Register, Register)
  /// A global variable, or the builtin it falls back to.
  case loadGlobal(Register, slot: UInt16)
  /// Raises what ``loadGlobal`` would.
  case checkGlobal(slot: UInt16)
  case storeGlobal(slot: UInt16, Register)
  case deleteGlobal(slot: UInt16)
  case deleteRegister(Register)
  /// Empties a register that holds no variable any more.
  case clear(Register)
  /// Wraps the value of a register in a new cell in the same register.
  case makeCell(Register)
  /// Puts a new empty cell in a register.
  case makeEmptyCell(Register)
  case loadCell(Register, cell: Register)
  case storeCell(cell: Register, Register)
  case deleteCell(cell: Register)
  /// The cell itself of captured variable `free`.
  case loadFreeCell(Register, free: UInt16)
  case loadFree(Register, free: UInt16)
  case storeFree(free: UInt16, Register)
  case deleteFree(free: UInt16)
  /// A name in a class body: its namespace is in register 0.
  case loadName(Register, slot: UInt16)
  /// As `loadName`, but a captured variable instead of the global one.
  case loadNameOrFree(Register, name: UInt16, free: UInt16)
  case storeName(name: UInt16, Register)
  case deleteName(name: UInt16)

  // MARK: Arithmetic
  case add(Register, Register, Register)
  case subtract(Register, Register, Register)
  case multiply(Register, Register, Register)
  case divide(Register, Register, Register)
  case floorDivide(Register, Register, Register)
  case modulo(Register, Register, Register)
  case power(Register, Register, Register)
  case matrixMultiply(Register, Register, Register)
  case leftShift(Register, Register, Register)
  case rightShift(Register, Register, Register)
  case bitAnd(Register, Register, Register)
  case bitOr(Register, Register, Register)
  case bitXor(Register, Register, Register)
  case addConstant(Register, Register, constant: UInt16)
  case subtractConstant(Register, Register, constant: UInt16)
  case multiplyConstant(Register, Register, constant: UInt16)
  case divideConstant(Register, Register, constant: UInt16)
  case floorDivideConstant(Register, Register, constant: UInt16)
  case moduloConstant(Register, Register, constant: UInt16)
  case powerConstant(Register, Register, constant: UInt16)
  /// `constant operation register`
  case constantMultiply(Register, constant: UInt16, Register)
  case constantSubtract(Register, constant: UInt16, Register)
  case constantAdd(Register, constant: UInt16, Register)
  case inPlaceAdd(Register, Register)
  case inPlaceSubtract(Register, Register)
  case inPlaceMultiply(Register, Register)
  case inPlaceAddConstant(Register, constant: UInt16)
  case inPlaceSubtractConstant(Register, constant: UInt16)
  case inPlaceMultiplyConstant(Register, constant: UInt16)
  case inPlace(Register, Register, BinaryOperator)
  case unary(Register, Register, UnaryOperator)
  case not(Register, Register)

  // MARK: Comparison and jumps
  case compare(Register, Register, Register, ComparisonOperator)
  case compareConstant(Register, Register, constant: UInt16, ComparisonOperator)
  case jumpIfEqual(Register, Register, Int16)
  case jumpIfNotEqual(Register, Register, Int16)
  case jumpIfLess(Register, Register, Int16)
  case jumpIfLessOrEqual(Register, Register, Int16)
  case jumpIfGreater(Register, Register, Int16)
  case jumpIfGreaterOrEqual(Register, Register, Int16)
  case jumpIfEqualConstant(Register, constant: UInt16, Int16)
  case jumpIfNotEqualConstant(Register, constant: UInt16, Int16)
  case jumpIfLessConstant(Register, constant: UInt16, Int16)
  case jumpIfLessOrEqualConstant(Register, constant: UInt16, Int16)
  case jumpIfGreaterConstant(Register, constant: UInt16, Int16)
  case jumpIfGreaterOrEqualConstant(Register, constant: UInt16, Int16)
  case jumpUnlessEqual(Register, Register, Int16)
  case jumpUnlessNotEqual(Register, Register, Int16)
  case jumpUnlessLess(Register, Register, Int16)
  case jumpUnlessLessOrEqual(Register, Register, Int16)
  case jumpUnlessGreater(Register, Register, Int16)
  case jumpUnlessGreaterOrEqual(Register, Register, Int16)
  case jumpUnlessEqualConstant(Register, constant: UInt16, Int16)
  case jumpUnlessNotEqualConstant(Register, constant: UInt16, Int16)
  case jumpUnlessLessConstant(Register, constant: UInt16, Int16)
  case jumpUnlessLessOrEqualConstant(Register, constant: UInt16, Int16)
  case jumpUnlessGreaterConstant(Register, constant: UInt16, Int16)
  case jumpUnlessGreaterOrEqualConstant(Register, constant: UInt16, Int16)
  case jump(Int32)
  /// A jump backward, which counts a step.
  case loop(Int32)
  case jumpIfTrue(Register, Int32)
  case jumpIfFalse(Register, Int32)
  case jumpIfNone(Register, Int32)
  case jumpIfNotNone(Register, Int32)

  // MARK: Attributes and items
  case loadAttribute(Register, Register, cache: UInt16)
  case storeAttribute(Register, cache: UInt16, Register)
  case deleteAttribute(Register, name: UInt16)
  case loadItem(Register, Register, Register)
  case loadItemConstant(Register, Register, constant: UInt16)
  case storeItem(Register, Register, Register)
  case deleteItem(Register, Register)
  /// Of three registers from the second.
  case buildSlice(Register, Register)

  // MARK: Displays
  case buildTuple(Register, Register, count: UInt16)
  case buildList(Register, Register, count: UInt16)
  case buildSet(Register, Register, count: UInt16)
  /// Of `count` pairs.
  case buildDict(Register, Register, count: UInt16)
  case appendToList(Register, Register)
  case extendList(Register, Register)
  /// `*iterable` of a call of the callee in the third register.
  case extendArguments(Register, Register, Register)
  case addToSet(Register, Register)
  case updateSet(Register, Register)
  case setInDict(Register, Register, Register)
  case updateDict(Register, Register)
  /// `**mapping` of a call of the callee in the third register.
  case mergeKeywords(Register, Register, Register)
  case listToTuple(Register)
  /// Joins the pieces in the window, which the template tells apart.
  case buildString(Register, Register, template: UInt16)
  /// `conversion` is the ASCII letter or 0. The piece is a string, or a number whose digits `buildString` writes.
  case formatValue(Register, Register, conversion: UInt8)
  /// The specification is a constant.
  case formatValueConstant(Register, Register, spec: UInt16, conversion: UInt8)
  case formatValueWithSpec(Register, Register, Register, conversion: UInt8)
  /// Spreads an iterable over `count` registers from the second.
  case unpack(Register, Register, count: UInt16)
  /// As `unpack`, of the value that a loop just got and that nothing else reads: its `forNext` does both where the
  /// iterator can.
  case unpackNext(Register, Register, count: UInt16)
  case unpackStarred(Register, Register, before: UInt8, after: UInt8)

  // MARK: Calls: a window of registers holds the callee and its arguments; the last register takes the result
  case call(Register, count: UInt16, Register)
  case callGlobal(Register, slot: UInt16, Register, count: UInt8)
  /// `names` is a constant, the tuple of the keywords whose values come last.
  case callWithKeywords(Register, count: UInt16, names: UInt16)
  /// The window holds the callee, a list or tuple of arguments, and a dict of keywords if `hasKeywords`.
  case callUnpacked(Register, Register, hasKeywords: Bool)
  /// The object is in the window's second register; puts the method in the first, or the attribute's value there and
  /// nothing in the second.
  case loadMethod(Register, cache: UInt16)
  case callMethod(Register, count: UInt16, Register)
  /// `loadMethod` and `callMethod` in one, for arguments whose evaluation nothing can observe.
  case invoke(Register, cache: UInt16, Register, count: UInt8)
  case makeFunction(Register, Register, template: UInt16)
  /// The window holds the body function, a tuple of bases and a dict of keywords.
  case makeClass(Register, Register, name: UInt16)
  case `return`(Register)
  /// Returns a register that is certainly bound.
  case returnBound(Register)
  case returnNone
  /// Returns a sum, difference or product; the first register is free for it.
  case returnSum(Register, Register, Register)
  case returnDifference(Register, Register, Register)
  case returnProduct(Register, Register, Register)
  case loadSuper(Register, free: UInt16, Register)

  /// Compiles the body of a method of the embedded library, which waited until now, and goes on with it.
  case expand

  // MARK: Iteration
  case getIterator(Register, Register)
  case forNext(iterator: Register, Register, Int16)
  case yield(Register, Register)
  case getYieldFromIterator(Register, Register)
  /// Repeats itself until the iterator ends.
  case yieldFrom(Register, iterator: Register)

  // MARK: Exceptions and `with`
  case raise(Register)
  case raiseFrom(Register, Register)
  /// Bare `raise`.
  case raiseAgain
  /// Goes on with an exception that a handler did not take.
  case reraise(Register)
  case raiseAssertion
  case raiseAssertionWithMessage(Register)
  /// Makes the exception in the first register the one being handled, and saves the one before it in the second.
  case beginHandler(Register, saved: Register)
  case endHandler(saved: Register)
  case matchException(Register, Register, Register)
  /// `except*`: takes what the clause in the third register matches out of the exception in the second; `None` if nothing.
  case takeGroup(Register, Register, Register)
  /// What is left of the exception in the window when all `except*` clauses have run: the window holds it, what no
  /// clause took, and a list of what they raised.
  case groupRemainder(Register, Register)
  /// The context manager is in the second register, which takes `__exit__`; the result of `__enter__` is the destination.
  case enterWith(Register, Register)
  case exitWith(Register)
  case exitWithException(Register, Register, Register)

  // MARK: Modules
  /// `isLeaf`: the submodule itself, not the top package.
  case importModule(Register, name: UInt16, level: UInt8, isLeaf: Bool)
  case importFrom(Register, Register, name: UInt16)
  case importStar(Register)

  // MARK: `match`
  case isSequence(Register, Register)
  case isMapping(Register, Register)
  case length(Register, Register)
  /// Looks the keys of the tuple in the third register up in a mapping: a tuple of values or `None`.
  case matchKeys(Register, Register, Register)
  /// A dict of a mapping without the keys of the tuple in the third register.
  case mappingRest(Register, Register, Register)
  /// The window holds the subject and the class; `names` is a constant, a tuple of keyword names. Gives a tuple of
  /// attributes or `None`.
  case matchClass(Register, Register, names: UInt16, count: UInt8)
}
