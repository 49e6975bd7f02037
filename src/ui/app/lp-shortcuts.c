/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-shortcuts.h"

void
lp_shortcuts_add (GtkApplication *application)
{
  static const struct
  {
    const char *action;
    const char *accels[3];
  } table[] = {
    { "app.quit", { "<Control>q" } },
    { "win.new-license", { "<Control>n" } },
    { "win.find", { "<Control>f" } },
    { "win.search-everywhere", { "<Control>k" } },
    { "win.filter-groups", { "<Control>g" } },
    { "win.toggle-details", { "F9" } },
    { "win.toggle-sidebar", { "<Control>F9" } },
    { "win.sync", { "F5", "<Control>r" } },
    { "win.preferences", { "<Control>comma" } },
    { "win.show-help-overlay", { "<Control>question", "<Control>slash" } },
    { "win.back", { "<Alt>Left" } },
    { "win.page(0)", { "<Alt>1" } },
    { "win.page(1)", { "<Alt>2" } },
    { "win.page(2)", { "<Alt>3" } },
    { "win.page(3)", { "<Alt>4" } },
    { "window.close", { "<Control>w" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    gtk_application_set_accels_for_action (application, table[i].action, (const char **) table[i].accels);
}
