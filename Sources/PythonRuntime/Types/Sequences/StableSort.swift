/// Python's sort: stable, with few comparisons on input that is partly in order.
///
/// Runs that are already ascending or strictly descending are found, short ones are extended by binary insertion, and
/// neighbouring runs are merged while their lengths keep the merges balanced. The comparison may throw, and may say
/// anything: the result is then some permutation.
package enum StableSort {
  /// Sorts `elements` in place; equal elements keep their order.
  ///
  /// `pause` is called between two parts of the work with the number of elements that the next one handles.
  package static func sort<Element, Failure: Error>(
    _ elements: inout [Element], pause: (Int) throws(Failure) -> Void,
    by isLess: (Element, Element) throws(Failure) -> Bool
  ) throws(Failure) {
    try elements.withUnsafeMutableBufferPointer { (buffer) throws(Failure) in
      try sort(buffer, pause: pause, by: isLess)
    }
  }

  /// The same in place of a buffer. Every position that is read or written lies in a run, and runs lie in the buffer.
  @inline(__always) private static func sort<Element, Failure: Error>(
    _ elements: UnsafeMutableBufferPointer<Element>, pause: (Int) throws(Failure) -> Void,
    by isLess: (Element, Element) throws(Failure) -> Bool
  ) throws(Failure) {
    let count = elements.count
    if count < 2 { return }
    var runs: [(start: Int, count: Int)] = []
    var buffer: [Element] = []
    let minimum = minimumRun(count)
    var start = 0
    while start < count {
      var length = try naturalRun(elements, from: start, by: isLess)
      if length < minimum {
        let wanted = Swift.min(minimum, count - start)
        try insert(elements, from: start, sorted: length, upTo: start + wanted, by: isLess)
        length = wanted
      }
      runs.append((start, length))
      start += length
      try pause(length)
      while runs.count > 1 {
        let last = runs.count - 1
        if last >= 2, runs[last - 2].count <= runs[last - 1].count + runs[last].count {
          let at = runs[last - 2].count < runs[last].count ? last - 2 : last - 1
          try merge(elements, &runs, at: at, using: &buffer, pause: pause, by: isLess)
        } else if runs[last - 1].count <= runs[last].count {
          try merge(elements, &runs, at: last - 1, using: &buffer, pause: pause, by: isLess)
        } else {
          break
        }
      }
    }
    while runs.count > 1 {
      try merge(elements, &runs, at: runs.count - 2, using: &buffer, pause: pause, by: isLess)
    }
  }

  private static func minimumRun(_ count: Int) -> Int {
    var count = count
    var rest = 0
    while count >= 64 {
      rest |= count & 1
      count >>= 1
    }
    return count + rest
  }

  /// The length of the run that begins at `start`, which is ascending afterwards.
  private static func naturalRun<Element, Failure: Error>(
    _ elements: UnsafeMutableBufferPointer<Element>, from start: Int,
    by isLess: (Element, Element) throws(Failure) -> Bool
  ) throws(Failure) -> Int {
    var end = start + 1
    if end == elements.count { return 1 }
    if try isLess(elements[end], elements[start]) {
      end += 1
      while end < elements.count, try isLess(elements[end], elements[end - 1]) { end += 1 }
      var (first, last) = (start, end - 1)
      while first < last {
        elements.swapAt(first, last)
        first += 1
        last -= 1
      }
    } else {
      end += 1
      while end < elements.count, try !isLess(elements[end], elements[end - 1]) { end += 1 }
    }
    return end - start
  }

  /// Inserts the elements behind the first `sorted` ones at their places.
  private static func insert<Element, Failure: Error>(
    _ elements: UnsafeMutableBufferPointer<Element>, from start: Int, sorted: Int, upTo end: Int,
    by isLess: (Element, Element) throws(Failure) -> Bool
  ) throws(Failure) {
    var next = start + sorted
    while next < end {
      let pivot = elements[next]
      var low = start
      var high = next
      while low < high {
        let middle = low + (high - low) / 2
        if try isLess(pivot, elements[middle]) { high = middle } else { low = middle + 1 }
      }
      var position = next
      while position > low {
        elements[position] = elements[position - 1]
        position -= 1
      }
      elements[low] = pivot
      next += 1
    }
  }

  /// Merges the run at index `at` with the one behind it.
  private static func merge<Element, Failure: Error>(
    _ elements: UnsafeMutableBufferPointer<Element>, _ runs: inout [(start: Int, count: Int)], at index: Int,
    using buffer: inout [Element], pause: (Int) throws(Failure) -> Void,
    by isLess: (Element, Element) throws(Failure) -> Bool
  ) throws(Failure) {
    let (start, leftCount) = runs[index]
    try pause(leftCount + runs[index + 1].count)
    let middle = start + leftCount
    let end = middle + runs[index + 1].count
    runs[index].count = end - start
    runs.remove(at: index + 1)
    buffer.removeAll(keepingCapacity: true)
    buffer.append(contentsOf: elements[start..<middle])
    try buffer.withUnsafeBufferPointer { (buffer) throws(Failure) in
      try merge(buffer, elements, from: middle, to: end, into: start, by: isLess)
    }
  }

  /// Merges `buffer` with the elements from `middle` to `end` into the place of both, which begins at `target`.
  @inline(__always) private static func merge<Element, Failure: Error>(
    _ buffer: UnsafeBufferPointer<Element>, _ elements: UnsafeMutableBufferPointer<Element>, from middle: Int,
    to end: Int, into target: Int, by isLess: (Element, Element) throws(Failure) -> Bool
  ) throws(Failure) {
    let leftCount = buffer.count
    var left = 0
    var right = middle
    var target = target
    // Also when a comparison throws: every element stays in the list.
    defer {
      while left < leftCount {
        elements[target] = buffer[left]
        left += 1
        target += 1
      }
    }
    while left < leftCount, right < end {
      if try isLess(elements[right], buffer[left]) {
        elements[target] = elements[right]
        right += 1
      } else {
        elements[target] = buffer[left]
        left += 1
      }
      target += 1
    }
  }
}
