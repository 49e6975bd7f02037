/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-connection-foot.h"
#include "lp-replica.h"

struct _LpConnectionFoot
{
  AdwBin parent_instance;

  /* Template */
  GtkImage *icon;
  GtkLabel *word;
  GtkButton *ask;
  GtkLabel *ask_text;
  GtkButton *waiting;
  GtkLabel *waiting_text;
  GtkLabel *when;

  LpSession *session;
  guint tick_source;
};

G_DEFINE_FINAL_TYPE (LpConnectionFoot, lp_connection_foot, ADW_TYPE_BIN)

char *
lp_format_ago (gint64 seconds)
{
  if (seconds < 2)
    return g_strdup (_ ("just now"));
  if (seconds < 60)
    /* Translators: how long ago the data was last known to be current; keep it short */
    return g_strdup_printf (_ ("%d s ago"), (int) seconds);
  if (seconds < 3600)
    /* Translators: minutes ago; keep it short */
    return g_strdup_printf (_ ("%d min ago"), (int) (seconds / 60));
  /* Translators: hours ago; keep it short */
  return g_strdup_printf (_ ("%d h ago"), (int) MIN (seconds / 3600, 9999));
}

static const char *
icon_of (LpLinkState link)
{
  switch (link)
    {
    case LP_LINK_CONNECTED:
      return "connection-online-symbolic";
    case LP_LINK_CONNECTING:
    case LP_LINK_SYNCING:
      return "emblem-synchronizing-symbolic";
    case LP_LINK_SIGN_IN:
      return "dialog-password-symbolic";
    case LP_LINK_OFFLINE:
    default:
      return "connection-offline-symbolic";
    }
}

static void
update_when (LpConnectionFoot *self)
{
  g_autofree char *text = NULL;
  LpReplica *replica = lp_session_get_replica (self->session);
  gint64 as_of = replica != NULL ? lp_replica_get_as_of (replica) : 0;

  if (lp_session_get_link (self->session) != LP_LINK_CONNECTED)
    g_object_get (self->session, "as-of-text", &text, NULL);
  else if (as_of > 0)
    text = lp_format_ago (MAX (g_get_real_time () / G_USEC_PER_SEC - as_of, 0));

  gtk_label_set_label (self->when, text != NULL ? text : "");
}

static gboolean
tick_cb (gpointer user_data)
{
  LpConnectionFoot *self = user_data;

  if (self->session != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    update_when (self);
  return G_SOURCE_CONTINUE;
}

static guint
get_n_problems (LpConnectionFoot *self)
{
  LpOutbox *outbox = lp_session_get_outbox (self->session);

  return outbox != NULL ? lp_outbox_get_n_problems (outbox) : 0;
}

/* What the connection asks of the person: to start its service or to sign in again. */
static void
update_ask (LpConnectionFoot *self)
{
  gboolean stopped = lp_session_get_service_state (self->session) == LP_SERVICE_FAILED;
  gboolean expired = lp_session_get_link (self->session) == LP_LINK_SIGN_IN;

  gtk_label_set_label (self->ask_text, stopped ? _ ("Start Again") : _ ("Sign In…"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->ask),
                                  stopped ? "win.restart-service" : "win.sign-in");
  gtk_widget_set_visible (GTK_WIDGET (self->ask), stopped || expired);
}

/* Changes that were not accepted and are to be decided about, or else those that wait: also while nobody can send them. */
static void
update_waiting (LpConnectionFoot *self)
{
  guint waiting = lp_session_get_waiting (self->session);
  guint problems = get_n_problems (self);
  g_autofree char *text =
      problems > 0
          ? g_strdup_printf (ngettext ("%u change needs you", "%u changes need you", problems), problems)
          : g_strdup_printf (ngettext ("%u change waits", "%u changes wait", waiting), waiting);

  gtk_label_set_label (self->waiting_text, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->waiting), text);
  gtk_widget_set_visible (GTK_WIDGET (self->waiting), waiting > 0 || problems > 0);
}

static void
update (LpConnectionFoot *self)
{
  LpLinkState link = lp_session_get_link (self->session);
  g_autofree char *text = NULL;

  g_object_get (self->session, "link-text", &text, NULL);
  gtk_label_set_label (self->word, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->word), text);
  gtk_image_set_from_icon_name (self->icon, icon_of (link));
  if (link == LP_LINK_CONNECTED)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), "success");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "success");
  if (link == LP_LINK_SIGN_IN)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "warning");
  update_ask (self);
  update_waiting (self);
  update_when (self);
}

void
lp_connection_foot_set_session (LpConnectionFoot *self, LpSession *session)
{
  static const char *const names[] = { "link", "link-text", "as-of-text", "waiting", "service-state" };

  if (g_set_object (&self->session, session))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
        {
          g_autofree char *signal = g_strconcat ("notify::", names[i], NULL);

          g_signal_connect_object (session, signal, G_CALLBACK (update), self, G_CONNECT_SWAPPED);
        }
    }
  update (self);
}

static void
lp_connection_foot_map (GtkWidget *widget)
{
  LpConnectionFoot *self = LP_CONNECTION_FOOT (widget);

  GTK_WIDGET_CLASS (lp_connection_foot_parent_class)->map (widget);
  if (self->tick_source == 0)
    self->tick_source = g_timeout_add_seconds (1, tick_cb, self);
}

static void
lp_connection_foot_unmap (GtkWidget *widget)
{
  LpConnectionFoot *self = LP_CONNECTION_FOOT (widget);

  g_clear_handle_id (&self->tick_source, g_source_remove);
  GTK_WIDGET_CLASS (lp_connection_foot_parent_class)->unmap (widget);
}

static void
lp_connection_foot_dispose (GObject *object)
{
  LpConnectionFoot *self = LP_CONNECTION_FOOT (object);

  g_clear_handle_id (&self->tick_source, g_source_remove);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lp_connection_foot_parent_class)->dispose (object);
}

static void
lp_connection_foot_class_init (LpConnectionFootClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_connection_foot_dispose;
  widget_class->map = lp_connection_foot_map;
  widget_class->unmap = lp_connection_foot_unmap;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/connection-foot.ui");
  gtk_widget_class_bind_template_child (widget_class, LpConnectionFoot, icon);
  gtk_widget_class_bind_template_child (widget_class, LpConnectionFoot, word);
  gtk_widget_class_bind_template_child (widget_class, LpConnectionFoot, ask);
  gtk_widget_class_bind_template_child (widget_class, LpConnectionFoot, ask_text);
  gtk_widget_class_bind_template_child (widget_class, LpConnectionFoot, waiting);
  gtk_widget_class_bind_template_child (widget_class, LpConnectionFoot, waiting_text);
  gtk_widget_class_bind_template_child (widget_class, LpConnectionFoot, when);
}

static void
lp_connection_foot_init (LpConnectionFoot *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
