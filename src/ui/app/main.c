/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "lp-application.h"

/* Left to itself, glibc raises these limits to what was large once, up to 64 MiB, and gives each thread a heap of its
 * own that ends up as full of holes as the others. What a query of a million tickets works with stays below them, so
 * that typing does not ask the system for memory with every key; lp_replica_rest() gives it back. With fewer heaps
 * than threads at the start, those that find icons and fonts would keep the one that draws waiting for memory. */
static void
keep_memory_small (void)
{
#ifdef __GLIBC__
  mallopt (M_ARENA_MAX, 8);
  mallopt (M_MMAP_THRESHOLD, 4 * 1024 * 1024);
  mallopt (M_TRIM_THRESHOLD, 4 * 1024 * 1024);
#endif
}

int
main (int argc, char **argv)
{
  g_autoptr (LpApplication) application = NULL;
  /* Where translations are before they are installed. */
  const char *locale_dir = g_getenv ("LICENSE_PORTAL_LOCALE_DIR");

  keep_memory_small ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = lp_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
