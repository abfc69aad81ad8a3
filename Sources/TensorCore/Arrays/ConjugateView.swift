// A conjugate view looks at memory through a changed sign, which no kernel knows about. So it has memory of its own, an
// image of what it looks at, and whoever writes into one of the two says so afterwards (`showChange`): the other
// follows. Views of a conjugate view lie in the image, and so are conjugate views themselves. The image is filled
// when somebody looks at it first, so that the view itself takes no memory.

import CKernels

/// What ties a storage to its conjugate images, or an image to what it shows.
final class ConjugateLinks {
  /// Of an image: what it shows.
  let source: Storage?
  /// Of an image: the first byte of the source that it shows.
  let start: Int
  /// Of an image: the bytes of a real part.
  let partSize: Int
  /// Of a source: its images, unretained. An image takes itself off the list when it goes.
  var images: [Unmanaged<Storage>] = []

  init(source: Storage? = nil, start: Int = 0, partSize: Int = 0) {
    self.source = source
    self.start = start
    self.partSize = partSize
  }

  /// Of an image: writes what it shows into its memory of `byteCount` bytes.
  func show(in image: UnsafeMutableRawPointer, byteCount: Int) {
    guard let source else { return }
    Storage.conjugate(source.bytes + start, to: image, byteCount: byteCount, partSize: partSize)
  }
}

extension Storage {
  /// Whether this is the image of another storage.
  package var isConjugateImage: Bool { links?.source != nil }

  /// The storage that the memory stands for: of an image what it shows.
  package var root: Storage { links?.source ?? self }

  /// Where in ``root`` the memory begins, in bytes.
  package var rootOffset: Int { links?.start ?? 0 }

  /// An image of a part of this storage, which is no image.
  fileprivate func conjugateImage(bytes part: Range<Int>, partSize: Int) throws(TorchError) -> Storage {
    let image = try Storage.makeImage(
      byteCount: part.count, ConjugateLinks(source: self, start: part.lowerBound, partSize: partSize))
    if links == nil { links = ConjugateLinks() }
    links?.images.append(.passUnretained(image))
    image.version = version
    return image
  }

  /// Brings an image and what it shows together again after this storage was written to.
  ///
  /// - Parameter counts: whether the write counts for whoever shares the memory.
  package func showChange(counts: Bool) {
    guard let links else { return }
    if let source = links.source {
      Self.conjugate(bytes, to: source.bytes + links.start, byteCount: byteCount, partSize: links.partSize)
      if counts { source.version = version }
      source.updateImages(but: self, counts: counts)
    } else {
      updateImages(but: nil, counts: counts)
    }
  }

  private func updateImages(but writer: Storage?, counts: Bool) {
    for image in links?.images ?? [] {
      // An image is on the list as long as it lives.
      let image = image._withUnsafeGuaranteedRef { $0 }
      guard image !== writer, let links = image.links else { continue }
      if image.isFilled { links.show(in: image.bytes, byteCount: image.byteCount) }
      if counts { image.version = version }
    }
  }

  /// Takes this image, which is going, off its source's list.
  func leaveSource() {
    guard let source = links?.source, let list = source.links else { return }
    list.images.removeAll { $0.toOpaque() == Unmanaged.passUnretained(self).toOpaque() }
  }

  /// Copies complex numbers with the other sign of the imaginary part. Both blocks hold `byteCount` bytes, a whole number
  /// of complex numbers whose parts have `partSize` bytes.
  fileprivate static func conjugate(
    _ from: UnsafeMutableRawPointer, to: UnsafeMutableRawPointer, byteCount: Int, partSize: Int
  ) {
    let count = Int64(byteCount / (2 * partSize))
    if partSize == 4 {
      let (from, to) = (from.assumingMemoryBound(to: Float.self), to.assumingMemoryBound(to: Float.self))
      nb_complex_binary_f32(NB_COMPLEX_MULTIPLY_PARTS, count, from, 1, [1, -1], 0, [1, 0], to)
    } else {
      let (from, to) = (from.assumingMemoryBound(to: Double.self), to.assumingMemoryBound(to: Double.self))
      nb_complex_binary_f64(NB_COMPLEX_MULTIPLY_PARTS, count, from, 1, [1, -1], 0, [1, 0], to)
    }
  }
}

extension NDArray {
  /// `x.is_conj()`: whether this looks at memory that holds the conjugates of its elements.
  package var isConjugateView: Bool { dtype.isComplex && storage.isConjugateImage }

  /// `x.is_neg()`: whether this looks at memory that holds its elements with the other sign, as the imaginary part of a
  /// conjugate view does.
  package var isNegativeView: Bool { !dtype.isComplex && storage.isConjugateImage && offset & 1 == 1 }

  /// The element of the memory that others see at which the array starts (`x.storage_offset()`).
  package var rootOffset: Int { offset + storage.rootOffset / dtype.itemSize }

  /// The conjugates as a view (`torch.conj`): what is written into one is seen in the other.
  package func conjugateView() throws(TorchError) -> NDArray {
    guard dtype.isComplex else { return self }
    if storage.isConjugateImage {
      return NDArray(storage.root, dtype: dtype, shape: shape, strides: strides, offset: rootOffset)
    }
    var last = offset
    for index in 0..<rank where count > 0 { last += (shape[index] - 1) * strides[index] }
    let size = dtype.itemSize
    let image = try storage.conjugateImage(
      bytes: offset * size..<(count == 0 ? offset : last + 1) * size, partSize: dtype.realType.itemSize)
    return NDArray(image, dtype: dtype, shape: shape, strides: strides, offset: 0)
  }
}
