// Making, counting and freeing Swift objects by the short way.
//
// A small tensor operation makes and frees three or four objects, and going through the runtime and malloc for each
// takes more than half of its time. The release build on Linux links with `--wrap` for the functions below, so that calls
// come here first: usual objects are handled in a few instructions, everything else is left to the runtime (`__real_`).
// Where a program is linked without `--wrap`, nothing here is called.
//
// What is known of the runtime: an object begins with its class and a word that counts its references. The word of a
// new object is FRESH; a strong reference adds ONE; the object whose last reference went has DEINITING set. Objects
// with more to them (weak or many references, immortal ones) have another word, mostly a negative one. The first object
// of the process is tried for this (`check`); with a runtime of another kind everything is left to it.

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

static const int64_t FRESH = 3, ONE = (int64_t)1 << 33, DEINITING = (int64_t)1 << 32;

// Null where the program is not linked with `--wrap`.
__attribute__((weak)) object *__real_swift_allocObject(const void *class, size_t size, size_t alignment_mask);
__attribute__((weak)) void __real_swift_deallocClassInstance(object *object, size_t size, size_t alignment_mask);
__attribute__((weak)) object *__real_swift_nonatomic_retain(object *object);
__attribute__((weak)) void __real_swift_nonatomic_release(object *object);

/// Whether the runtime counts references as this file takes for granted; false until the first object was tried.
static int is_usual;

// MARK: Counting

object *__wrap_swift_nonatomic_retain(object *object) {
  // Null and what is no pointer to a native object are not above 0.
  if ((intptr_t)object > 0) {
    int64_t more = (int64_t)((uint64_t)object->references + (uint64_t)ONE);
    if (__builtin_expect(is_usual && object->references >= 0 && more >= 0, 1)) {
      object->references = more;
      return object;
    }
  }
  return __real_swift_nonatomic_retain(object);
}

void __wrap_swift_nonatomic_release(object *object) {
  if ((intptr_t)object > 0 && __builtin_expect(is_usual && object->references >= ONE, 1)) {
    object->references -= ONE;
    return;
  }
  __real_swift_nonatomic_release(object);
}

// MARK: Memory

// A freed object's memory waits for the next object of its size, on the thread that freed it. It is a block of malloc's
// all the time, so that others may ask for its size or free it.

/// Sizes differ by 16 bytes, as malloc's do: a block of group g has room for at least `16 * g + 8` bytes.
enum { GROUPS = 33, KEPT_BYTES = 256 << 10 };

typedef struct free_object {
  struct free_object *next;
  /// How many bytes this and the blocks behind it take.
  size_t bytes;
} free_object;

static _Thread_local free_object *freed[GROUPS];
/// Whether the thread has said that it has blocks to free at its end.
static _Thread_local int is_known;

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

void __wrap_swift_deallocClassInstance(object *object, size_t size, size_t alignment_mask) {
  // The size that is given leaves out what lies behind the properties, as the elements of an array do.
  if (__builtin_expect(is_usual && object->references == (FRESH | DEINITING) && alignment_mask <= 15, 1)) {
    size_t group = (malloc_usable_size(object) - 8) >> 4;
    if (group < GROUPS) {
      free_object *block = (free_object *)object, *next = freed[group];
      size_t bytes = next ? next->bytes : 0;
      if (__builtin_expect(bytes < KEPT_BYTES && (is_known || make_known()), 1)) {
        block->next = next;
        block->bytes = bytes + 16 * group + 8;
        freed[group] = block;
      } else {
        free(block);
      }
      return;
    }
  }
  __real_swift_deallocClassInstance(object, size, alignment_mask);
}

/// Tries on the first object of the process what this file takes for granted.
static void check(object *object) {
  static int is_done;
  if (is_done)
    return;
  is_done = 1;
  int isAsExpected = object->references == FRESH;
  __real_swift_nonatomic_retain(object);
  isAsExpected &= object->references == FRESH + ONE;
  __real_swift_nonatomic_release(object);
  isAsExpected &= object->references == FRESH;
  is_usual = isAsExpected;
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
  object *made = __real_swift_allocObject(class, size, alignment_mask);
  check(made);
  return made;
}

#endif
