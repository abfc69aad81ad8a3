#define _GNU_SOURCE
#include "CGraphviz.h"

#include <dlfcn.h>
#ifdef __linux__
#include <link.h>
#endif
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

char *graphviz_plain(const char *graph) {
  static int state;
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
