/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-content.h"
#include "lp-sidebar.h"
#include "lp-window.h"

G_BEGIN_DECLS

/* Shared by the files of LpWindow only. */
struct _LpWindow
{
  AdwApplicationWindow parent_instance;

  /* Template */
  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwLeaflet *leaflet;
  LpSidebar *sidebar;
  LpContent *content;

  /* Borrowed; made when first needed, owned by the stack */
  GtkWidget *first_run;
  GtkWidget *opening;
  GtkWidget *service_page;

  /* Owned */
  LpSession *session;
  GSettings *settings; /* nullable */
  GCancellable *cancellable;

  gboolean shown;     /* the open session is on screen */
  gboolean filled;    /* with its rows */
  gboolean loading;   /* the first snapshot is being fetched */
  gboolean switching; /* to another person; the session stays open until she is known */
};

/**
 * lp_window_install_actions:
 * @klass: the class
 *
 * Adds the `win.` actions that open dialogs and change the session.
 */
void lp_window_install_actions (GtkWidgetClass *klass);

/**
 * lp_window_install_group_actions:
 * @klass: the class
 *
 * Adds the `win.` actions about the group that is shown and its people, and those that go somewhere.
 */
void lp_window_install_group_actions (GtkWidgetClass *klass);

/**
 * lp_window_update_group_actions:
 * @self: a window
 * @group_id: (nullable): the group that is shown
 *
 * Enables what may be done with that group.
 */
void lp_window_update_group_actions (LpWindow *self, const char *group_id);

/**
 * lp_window_show_main:
 * @self: a window with an open session
 *
 * Goes back from a page that covers everything, if one does.
 */
void lp_window_show_main (LpWindow *self);

/**
 * lp_window_update_actions:
 * @self: a window
 *
 * Enables what the session, the group and the selection allow now.
 */
void lp_window_update_actions (LpWindow *self);

G_END_DECLS
