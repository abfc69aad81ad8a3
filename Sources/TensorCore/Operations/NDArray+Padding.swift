import CKernels

extension NDArray {
  /// The array with its last dimensions, at most three, picked anew: place `i` of the result has what is at `places[i]`.
  /// Nil if one of these lies outside.
  package func padded(_ places: [[Int]]) throws(TorchError) -> NDArray? {
    for (index, list) in places.enumerated() {
      let size = shape[rank - places.count + index]
      if nb_first_outside(list.count, list, 0, size) >= 0 { return nil }
    }
    let source = try contiguous()
    var target = shape
    // Missing dimensions have one place.
    var (input, output, lists) = ([Int64](repeating: 1, count: 3), [Int64](repeating: 1, count: 3), [[Int]]())
    for dim in 0..<3 {
      let index = dim + places.count - 3
      guard index >= 0 else {
        lists.append([0])
        continue
      }
      let axis = rank - 3 + dim
      target[axis] = places[index].count
      (input[dim], output[dim]) = (Int64(shape[axis]), Int64(places[index].count))
      lists.append(places[index])
    }
    let out = try NDArray(empty: target, dtype)
    if out.count == 0 { return out }
    // The longest run of neighbours is copied at once.
    var (first, end, start) = (0, 0, 0)
    lists[2].withUnsafeBufferPointer { columns in
      for place in 1...columns.count where place == columns.count || columns[place] &- columns[place &- 1] != 1 {
        if place - start > end - first { (first, end) = (start, place) }
        start = place
      }
    }
    let planes = count / Int(input.reduce(1, *))
    lists[0].withUnsafeBufferPointer { depths in
      lists[1].withUnsafeBufferPointer { rows in
        lists[2].withUnsafeBufferPointer { columns in
          // Places lie inside the image, and there are as many as the output has.
          nb_pad(
            Int64(dtype.itemSize), Int64(planes), input, output,
            [depths, rows, columns].map { UnsafeRawPointer($0.baseAddress)?.assumingMemoryBound(to: Int64.self) },
            Int64(first), Int64(end - first), source.start, out.start)
        }
      }
    }
    return out
  }
}
