/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-format.h"
#include "lp-toasts.h"

/* Seconds: long enough to read a refusal, and to change one's mind. */
#define LONG_TIMEOUT 10

static AdwToastOverlay *
find_overlay (GtkWidget *from)
{
  return ADW_TOAST_OVERLAY (gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY));
}

static void
show (GtkWidget *from, AdwToast *toast)
{
  AdwToastOverlay *overlay = find_overlay (from);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (overlay, toast);
  else
    g_object_unref (toast);
}

static AdwToast *
new_toast (const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  return adw_toast_new (markup);
}

void
lp_toast_show (GtkWidget *from, const char *text)
{
  show (from, new_toast (text));
}

void
lp_toast_show_error (GtkWidget *from, const GError *error)
{
  g_autofree char *text = NULL;
  AdwToast *toast;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  text = lp_format_error (error);
  toast = new_toast (text);
  adw_toast_set_timeout (toast, LONG_TIMEOUT);
  show (from, toast);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AdwToastOverlay) overlay = user_data;
  g_autofree char *summary = NULL;
  g_autoptr (GError) error = NULL;

  if (lp_allocation_draft_apply_finish (LP_ALLOCATION_DRAFT (source), result, &summary, &error))
    lp_toast_show (GTK_WIDGET (overlay), summary != NULL ? summary : _ ("Undone"));
  else
    lp_toast_show_error (GTK_WIDGET (overlay), error);
}

typedef struct
{
  LpAllocationDraft *draft;
  AdwToastOverlay *overlay; /* borrowed: the toast lives in it */
} Undo;

static void
undo_free (gpointer data, GClosure *closure)
{
  Undo *undo = data;

  g_object_unref (undo->draft);
  g_free (undo);
}

static void
undo_clicked_cb (AdwToast *toast, Undo *undo)
{
  lp_allocation_draft_undo_async (undo->draft, NULL, undone_cb, g_object_ref (undo->overlay));
}

void
lp_toast_show_undo (GtkWidget *from, const char *text, LpAllocationDraft *draft)
{
  AdwToastOverlay *overlay = find_overlay (from);
  AdwToast *toast;
  Undo *undo;

  if (overlay == NULL || !lp_allocation_draft_can_undo (draft))
    {
      lp_toast_show (from, text);
      return;
    }

  undo = g_new0 (Undo, 1);
  undo->draft = g_object_ref (draft);
  undo->overlay = overlay;
  toast = new_toast (text);
  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_timeout (toast, LONG_TIMEOUT);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), undo, undo_free, 0);
  adw_toast_overlay_add_toast (overlay, toast);
}
