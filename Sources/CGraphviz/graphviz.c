#define _GNU_SOURCE
#include "CGraphviz.h"

#include <dlfcn.h>
#ifdef __linux__
#include <link.h>
#endif
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// What of Graphviz's library is used. It is loaded when first asked for, so that documents without graphs, and
/// machines without Graphviz, pay nothing for it.
static struct {
  void *context;
  void *(*read)(const char *);
  int (*layout)(void *, void *, const char *);
  int (*render)(void *, void *, const char *, char **, size_t *);
  void (*free_text)(char *);
  int (*free_layout)(void *, void *);
  int (*close)(void *);
} library;

/// A plugin that is handed to Graphviz by its address (`lt_symlist_t`): with these two it looks for no others, of
/// which those for pictures would load Cairo and Pango.
struct plugin {
  const char *name;
  void *address;
};

/// Loads a plugin, which lies in a folder beside the library.
static void *plugin(const char *folder, int length, const char *file, const char *symbol) {
  char path[4096];
  int count = snprintf(path, sizeof path, "%.*s/graphviz/%s", length, folder, file);
  if (count < 0 || (size_t)count >= sizeof path) return NULL;
  void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  return handle ? dlsym(handle, symbol) : NULL;
}

static int load(void) {
#ifdef __linux__
  void *gvc = dlopen("libgvc.so.6", RTLD_NOW | RTLD_GLOBAL);
  void *cgraph = gvc ? dlopen("libcgraph.so.6", RTLD_NOW | RTLD_GLOBAL) : NULL;
  if (!cgraph) return 0;
  void *(*make)(const struct plugin *, int) = (void *(*)(const struct plugin *, int))dlsym(gvc, "gvContextPlugins");
  int (*set_errors)(int) = (int (*)(int))dlsym(cgraph, "agseterr");
  library.read = (void *(*)(const char *))dlsym(cgraph, "agmemread");
  library.close = (int (*)(void *))dlsym(cgraph, "agclose");
  library.layout = (int (*)(void *, void *, const char *))dlsym(gvc, "gvLayout");
  library.render = (int (*)(void *, void *, const char *, char **, size_t *))dlsym(gvc, "gvRenderData");
  library.free_text = (void (*)(char *))dlsym(gvc, "gvFreeRenderData");
  library.free_layout = (int (*)(void *, void *))dlsym(gvc, "gvFreeLayout");
  if (!make || !set_errors || !library.read || !library.close || !library.layout || !library.render ||
      !library.free_text || !library.free_layout)
    return 0;
  struct link_map *place;
  if (dlinfo(gvc, RTLD_DI_LINKMAP, &place) != 0 || !place->l_name) return 0;
  const char *slash = strrchr(place->l_name, '/');
  if (!slash) return 0;
  int length = (int)(slash - place->l_name);
  // Static: the library keeps a pointer to it.
  static struct plugin plugins[3];
  plugins[0].name = "gvplugin_dot_layout_LTX_library";
  plugins[0].address = plugin(place->l_name, length, "libgvplugin_dot_layout.so.6", plugins[0].name);
  plugins[1].name = "gvplugin_core_LTX_library";
  plugins[1].address = plugin(place->l_name, length, "libgvplugin_core.so.6", plugins[1].name);
  if (!plugins[0].address || !plugins[1].address) return 0;
  // AGMAX: nothing is written to standard error.
  set_errors(3);
  library.context = make(plugins, 0);
  return library.context != NULL;
#else
  return 0;
#endif
}

/// 1 once the library is loaded, -1 when it cannot be used.
static int state;

/// Lays out one graph now.
static char *lay_out(const char *graph) {
  if (state == 0) state = load() ? 1 : -1;
  if (state < 0) return NULL;
  void *read = library.read(graph);
  if (!read) return NULL;
  char *answer = NULL;
  if (library.layout(library.context, read, "dot") == 0) {
    char *text = NULL;
    // Older versions write 32 bits of the length: the rest must be zero.
    size_t count = 0;
    if (library.render(library.context, read, "plain", &text, &count) == 0 && text) {
      answer = malloc(count + 1);
      if (answer) {
        memcpy(answer, text, count);
        answer[count] = 0;
      }
    }
    if (text) library.free_text(text);
    library.free_layout(library.context, read);
  }
  library.close(read);
  return answer;
}

// MARK: Ahead of time

/// What the thread works on: it alone uses the library until it is joined.
static struct {
  pthread_t thread;
  int is_running;
  size_t count;
  /// Null once its answer was given away.
  char **graphs;
  char **answers;
} ahead;

static void *work(void *unused) {
  (void)unused;
  for (size_t i = 0; i < ahead.count; i++) ahead.answers[i] = lay_out(ahead.graphs[i]);
  return NULL;
}

/// Waits for the thread. Also at exit, which would take the library away below it.
static void join(void) {
  if (ahead.is_running) pthread_join(ahead.thread, NULL);
  ahead.is_running = 0;
}

/// In a copy of the process: the thread is not there, and what it left undone in the library is not to be touched.
static void forget(void) {
  if (!ahead.is_running) return;
  ahead.is_running = 0;
  ahead.count = 0;
  state = -1;
}

static void clear(void) {
  for (size_t i = 0; i < ahead.count; i++)
    if (ahead.graphs[i]) {
      free(ahead.graphs[i]);
      free(ahead.answers[i]);
    }
  free(ahead.graphs);
  free(ahead.answers);
  ahead.graphs = ahead.answers = NULL;
  ahead.count = 0;
}

void graphviz_begin(const char *const *graphs, size_t count) {
  join();
  clear();
  static int waits_at_exit;
  if (!waits_at_exit) waits_at_exit = atexit(join) == 0 && pthread_atfork(NULL, NULL, forget) == 0;
  if (count == 0 || !waits_at_exit) return;
  ahead.graphs = calloc(count, sizeof *ahead.graphs);
  ahead.answers = calloc(count, sizeof *ahead.answers);
  if (ahead.graphs && ahead.answers)
    for (; ahead.count < count; ahead.count++)
      if (!graphs[ahead.count] || !(ahead.graphs[ahead.count] = strdup(graphs[ahead.count]))) break;
  // Signals are for the thread that runs the document.
  sigset_t all, former;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &former);
  ahead.is_running = pthread_create(&ahead.thread, NULL, work, NULL) == 0;
  pthread_sigmask(SIG_SETMASK, &former, NULL);
  if (!ahead.is_running) clear();
}

char *graphviz_plain(const char *graph) {
  join();
  for (size_t i = 0; i < ahead.count; i++)
    if (ahead.graphs[i] && strcmp(ahead.graphs[i], graph) == 0) {
      free(ahead.graphs[i]);
      ahead.graphs[i] = NULL;
      return ahead.answers[i];
    }
  return lay_out(graph);
}
