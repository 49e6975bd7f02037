/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * lp_saving_dup_folder:
 *
 * Returns: (transfer full): where a person looks for what she has saved: her Documents, or her home where there are
 *   none
 */
GFile *lp_saving_dup_folder (void);

/**
 * lp_saving_chooser_new:
 * @title: of the dialog
 * @parent: (nullable): the window that it belongs to
 * @verb: (nullable): what its button says, with a mnemonic; %NULL: “Save”
 * @name: the proposed name of the file
 *
 * Returns: (transfer full): a modal chooser for a file to be written, in lp_saving_dup_folder(), to be shown
 */
GtkFileChooserNative *
lp_saving_chooser_new (const char *title, GtkWindow *parent, const char *verb, const char *name);

G_END_DECLS
