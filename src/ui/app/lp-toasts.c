/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-error.h"
#include "lp-format.h"
#include "lp-toasts.h"

/* Seconds: long enough to read a refusal, and to change one's mind. */
#define LONG_TIMEOUT 10

static AdwToastOverlay *
find_overlay (GtkWidget *from)
{
  return ADW_TOAST_OVERLAY (gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY));
}

/* The newest is what the person has just done: it takes the place of an older one instead of queueing behind it. */
static void
add (AdwToastOverlay *overlay, AdwToast *toast)
{
  AdwToast *older = g_object_get_data (G_OBJECT (overlay), "lp-toast");

  if (older != NULL)
    adw_toast_dismiss (older);
  g_object_set_data_full (G_OBJECT (overlay), "lp-toast", g_object_ref (toast), g_object_unref);
  adw_toast_overlay_add_toast (overlay, toast);
}

static void
show (GtkWidget *from, AdwToast *toast)
{
  AdwToastOverlay *overlay = find_overlay (from);

  if (overlay != NULL)
    add (overlay, toast);
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
lp_toast_copy_code (GtkWidget *from, const char *code)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (from), code);
  lp_toast_show (from, ngettext ("Ticket code copied", "Ticket codes copied", 1));
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
  if (g_error_matches (error, LP_ERROR, LP_ERROR_PRECONDITION))
    {
      adw_toast_set_button_label (toast, _ ("Compare…"));
      adw_toast_set_action_name (toast, "win.compare");
    }
  show (from, toast);
}

void
lp_toast_show_button (GtkWidget *from, const char *text, const char *label, GClosure *clicked)
{
  AdwToast *toast = new_toast (text);

  adw_toast_set_button_label (toast, label);
  adw_toast_set_timeout (toast, LONG_TIMEOUT);
  g_signal_connect_closure (toast, "button-clicked", clicked, FALSE);
  show (from, toast);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AdwToastOverlay) overlay = user_data;
  g_autofree char *summary = NULL;
  g_autoptr (GError) error = NULL;

  if (lp_allocation_draft_apply_finish (LP_ALLOCATION_DRAFT (source), result, &summary, &error))
    lp_toast_show (GTK_WIDGET (overlay), summary);
  else
    lp_toast_show_error (GTK_WIDGET (overlay), error);
}

typedef struct
{
  LpOfferFunc take;
  GObject *source;
} Offer;

static void
offer_free (gpointer data)
{
  Offer *offer = data;

  g_object_unref (offer->source);
  g_free (offer);
}

/* The overlay keeps what is offered, not the toast: only the newest offer stands. */
static void
offer_taken_cb (AdwToastOverlay *overlay)
{
  Offer *offer = g_object_get_data (G_OBJECT (overlay), "lp-offer");

  if (offer != NULL)
    offer->take (GTK_WIDGET (overlay), offer->source);
}

void
lp_toast_show_offer (GtkWidget *from, const char *text, const char *label, LpOfferFunc take, GObject *source)
{
  AdwToastOverlay *overlay = find_overlay (from);
  AdwToast *toast;
  Offer *offer;

  if (overlay == NULL)
    return;

  offer = g_new0 (Offer, 1);
  offer->take = take;
  offer->source = g_object_ref (source);
  g_object_set_data_full (G_OBJECT (overlay), "lp-offer", offer, offer_free);
  toast = new_toast (text);
  adw_toast_set_button_label (toast, label);
  adw_toast_set_timeout (toast, LONG_TIMEOUT);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (offer_taken_cb), overlay, G_CONNECT_SWAPPED);
  add (overlay, toast);
}

static void
undo (GtkWidget *overlay, gpointer draft)
{
  lp_allocation_draft_undo_async (draft, NULL, undone_cb, g_object_ref (ADW_TOAST_OVERLAY (overlay)));
}

void
lp_toast_show_undo (GtkWidget *from, const char *text, LpAllocationDraft *draft)
{
  if (lp_allocation_draft_can_undo (draft))
    lp_toast_show_offer (from, text, _ ("Undo"), undo, G_OBJECT (draft));
  else
    lp_toast_show (from, text);
}
