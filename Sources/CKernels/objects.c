// Making, counting and freeing Swift objects by the short way.
//
// A small tensor operation makes and frees three or four objects, and going through the runtime and malloc for each
// takes more than half of its time. The release build on Linux links with `--wrap` for the functions below, so that calls
// come here first: usual objects are handled in a few instructions, everything else is left to the runtime (`__real_`).
// Where a program is linked without `--wrap`, nothing here is called.
//
// What is known of the runtime: an object begins with its class and a word that counts its references. The word of a
// new object is FRESH; a strong reference adds ONE; the object whose last reference went has DEINITING set and is given
// to the function that stands two words before its class. Objects with more to them (weak or many references, immortal
// ones) have another word, mostly a negative one. And of malloc: the size of a block stands in the word before it. An
// object of a class made here is tried for all this before the first object of the process is made (`check`); with a
// runtime of another kind everything is left to it.

#include <stdlib.h>

#if defined(__linux__) && defined(__x86_64__) && defined(__GLIBC__)

#include <malloc.h>
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

typedef struct object {
  const void *class;
  /// For a freed object: not used.
  int64_t references;
} object;

/// Takes an object apart when its last reference went, and frees it.
typedef __attribute__((swiftcall)) void destroy(__attribute__((swift_context)) object *object);

static const int64_t FRESH = 3, ONE = (int64_t)1 << 33, DEINITING = (int64_t)1 << 32;

// Null where the program is not linked with `--wrap`.
__attribute__((weak)) object *__real_swift_allocObject(const void *class, size_t size, size_t alignment_mask);
__attribute__((weak)) void __real_swift_deallocClassInstance(object *object, size_t size, size_t alignment_mask);
__attribute__((weak)) object *__real_swift_nonatomic_retain(object *object);
__attribute__((weak)) void __real_swift_nonatomic_release(object *object);

/// Counts below this are handled here: 0, so that none is, unless the runtime was found to be as this file takes for
/// granted.
static uint64_t limit;
/// What it is then.
static const uint64_t USUAL = (uint64_t)1 << 62;

// MARK: Counting

object *__wrap_swift_nonatomic_retain(object *object) {
  // Null and what is no pointer to a native object are not above 0.
  if (__builtin_expect((intptr_t)object > 0, 1)) {
    uint64_t count = (uint64_t)object->references;
    if (__builtin_expect(count < limit, 1)) {
      object->references = (int64_t)(count + (uint64_t)ONE);
      return object;
    }
  }
  return __real_swift_nonatomic_retain(object);
}

void __wrap_swift_nonatomic_release(object *object) {
  if (__builtin_expect((intptr_t)object > 0, 1)) {
    uint64_t count = (uint64_t)object->references;
    // Of less than ONE the difference is beyond all counts.
    uint64_t left = count - (uint64_t)ONE;
    if (__builtin_expect(left < limit, 1)) {
      object->references = (int64_t)left;
      return;
    }
    if (count == (uint64_t)FRESH && limit) {
      object->references = FRESH | DEINITING;
      ((destroy *const *)object->class)[-2](object);
      return;
    }
  } else if (!object) {
    // One release in four is of an empty place.
    return;
  }
  __real_swift_nonatomic_release(object);
}

// MARK: Memory

// A freed object's memory waits for the next object of its size, on the thread that freed it. It is a block of malloc's
// all the time, so that others may ask for its size or free it.

/// Sizes differ by 16 bytes, as malloc's do: a block of group g has room for at least `16 * g + 8` bytes.
enum { GROUPS = 33, KEPT_BYTES = 1 << 20 };

typedef struct free_object {
  struct free_object *next;
  /// How many bytes this and the blocks behind it take.
  size_t bytes;
} free_object;

#define NB_THREAD_LOCAL static _Thread_local __attribute__((tls_model("initial-exec")))

NB_THREAD_LOCAL free_object *freed[GROUPS];
/// Whether the thread has said that it has blocks to free at its end.
NB_THREAD_LOCAL int is_known;

static pthread_key_t thread_key;
static pthread_once_t thread_once = PTHREAD_ONCE_INIT;

/// Frees what a thread kept, when it ends.
static void end_thread(void *unused) {
  (void)unused;
  for (int group = 0; group < GROUPS; group++)
    while (freed[group]) {
      free_object *block = freed[group];
      freed[group] = block->next;
      free(block);
    }
  is_known = 0;
}

static void make_key(void) { pthread_key_create(&thread_key, end_thread); }

/// Sees to it that what the thread keeps is freed when it ends.
__attribute__((noinline)) static int make_known(void) {
  pthread_once(&thread_once, make_key);
  is_known = pthread_setspecific(thread_key, freed) == 0;
  return is_known;
}

/// How many bytes a block has room for; too many for a group if it did not come from the heap.
static inline size_t usable_size(const object *block) {
  // To the compiler nothing stands before a block; it must not know that this is one.
  __asm__("" : "+r"(block));
  size_t word = ((const size_t *)(const void *)block)[-1];
  return (word & 2 ? ~(size_t)0 : word & ~(size_t)7) - 8;
}

/// Keeps the first block of a group, or frees the block that is too much.
__attribute__((noinline)) static void keep_first(object *object, size_t group) {
  if (!freed[group] && (is_known || make_known())) {
    free_object *block = (free_object *)object;
    block->next = 0;
    block->bytes = 16 * group + 8;
    freed[group] = block;
  } else {
    free(object);
  }
}

void __wrap_swift_deallocClassInstance(object *object, size_t size, size_t alignment_mask) {
  // The size that is given leaves out what lies behind the properties, as the elements of an array do.
  if (__builtin_expect(object->references == (FRESH | DEINITING) && alignment_mask <= 15 && limit, 1)) {
    size_t group = (usable_size(object) - 8) >> 4;
    if (__builtin_expect(group < GROUPS, 1)) {
      free_object *block = (free_object *)object, *next = freed[group];
      if (!next || next->bytes >= KEPT_BYTES)
        return keep_first(object, group);
      block->next = next;
      block->bytes = next->bytes + 16 * group + 8;
      freed[group] = block;
      return;
    }
  }
  __real_swift_deallocClassInstance(object, size, alignment_mask);
}

/// The object that is tried, once it was given to `destroy_tried` in the state that is expected.
static object *destroyed;

static __attribute__((swiftcall)) void destroy_tried(__attribute__((swift_context)) object *object) {
  if (object->references == (FRESH | DEINITING))
    destroyed = object;
}

/// Tries what this file takes for granted, on an object of a class that is nothing but what is read of a class.
__attribute__((noinline)) static void check(void) {
  static int is_done;
  if (is_done)
    return;
  is_done = 1;
  static struct {
    destroy *destroy;
    const void *unused;
    const void *class[16];
  } tried = {.destroy = destroy_tried};
  enum { SIZE = 40 };
  object *object = __real_swift_allocObject(tried.class, SIZE, 15);
  int is_as_expected = object->references == FRESH;
  __real_swift_nonatomic_retain(object);
  is_as_expected &= object->references == FRESH + ONE;
  __real_swift_nonatomic_release(object);
  is_as_expected &= object->references == FRESH;
  if (is_as_expected)
    __real_swift_nonatomic_release(object);
  is_as_expected &= destroyed == object;
  free(object);
  for (size_t size = 16; size <= 4096; size += size / 2) {
    void *block = malloc(size);
    is_as_expected &= block && usable_size(block) == malloc_usable_size(block);
    free(block);
  }
  limit = is_as_expected ? USUAL : 0;
}

/// Has the runtime make an object.
__attribute__((noinline)) static object *make_object(const void *class, size_t size, size_t alignment_mask) {
  if (limit == 0)
    check();
  return __real_swift_allocObject(class, size, alignment_mask);
}

object *__wrap_swift_allocObject(const void *class, size_t size, size_t alignment_mask) {
  size_t group = (size + 7) >> 4;
  if (__builtin_expect(group < GROUPS && alignment_mask <= 15, 1)) {
    free_object *block = freed[group];
    if (__builtin_expect(block != 0, 1)) {
      freed[group] = block->next;
      object *made = (object *)block;
      made->class = class;
      made->references = FRESH;
      return made;
    }
  }
  return make_object(class, size, alignment_mask);
}

#endif
