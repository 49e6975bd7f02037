/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "find-widget.h"
#include "lp-activity-page.h"
#include "lp-allocate-dialog.h"
#include "lp-group-chooser.h"
#include "lp-group-name-dialog.h"
#include "lp-group-tree-view.h"
#include "lp-invite-dialog.h"
#include "lp-my-licenses-page.h"
#include "lp-people-page.h"
#include "lp-person-chooser.h"
#include "lp-replica.h"
#include "lp-revoke-form.h"
#include "lp-search-dialog.h"
#include "lp-sight-dialog.h"
#include "lp-sign-in-dialog.h"
#include "lp-subscriptions-page.h"
#include "lp-tickets-page.h"
#include "window-fixture.h"

/* Every field that takes text gets every text that somebody may type or paste: what is wrong is said at the field, what
 * was typed stays, and what is stored is what was typed. */

#define GROUP "CAD team"
#define FINE  "=צוות العربية 𝔊😀 a\u202eb"

enum
{
  EMPTY = 1 << 0,
  SPACES = 1 << 1,
  NO_BREAK_SPACES = 1 << 2,
  LONG = 1 << 3,
  RIGHT_TO_LEFT = 1 << 4,
  FOUR_BYTES = 1 << 5,
  LINES = 1 << 6,
  CONTROL = 1 << 7,
  OVERRIDE = 1 << 8,
  FORMULA = 1 << 9,
  LETTERS = 1 << 10, /* where a number, a code or an address belongs */

  BYTES = 1 << 11,

  ALL_BUT_EMPTY = 0xffe,
};

static const struct
{
  guint bit;
  const char *text;
} texts[] = {
  { EMPTY, "" },
  { SPACES, "   " },
  { NO_BREAK_SPACES, "\u00a0\u2003" },
  { LONG, NULL /* made below */ },
  { RIGHT_TO_LEFT, "צוות عرب" },
  { FOUR_BYTES, "𝔊𝔯𝔲𝔭𝔭𝔢 😀" },
  { LINES, "a\tb\nc" },
  { CONTROL, "a\001b" },
  { OVERRIDE, "a\u202eb" },
  { FORMULA, "=1+1" },
  { LETTERS, "abc" },
};

typedef struct
{
  const char *name;
  GtkWidget *(*open) (WindowFixture *fixture); /* what is typed into */
  void (*act) (GtkWindow *window);             /* nullable: what has to be done before a fault shows */
  guint faults;                                /* the texts that are wrong */
} Field;

static GtkWidget *
in_window (GType type, const char *id)
{
  GtkWindow *window;

  wait_until ((window = find_window (type)) != NULL);
  return find_id (GTK_WIDGET (window), id);
}

static GtkWidget *
present (GtkWindow *window, const char *id)
{
  gtk_window_present (window);
  return find_id (GTK_WIDGET (window), id);
}

static GtkWidget *
on_page (WindowFixture *fixture, GType type, int page, const char *id)
{
  GtkWidget *found;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "i", page);
  wait_until ((found = find_type (GTK_WIDGET (fixture->window), type)) != NULL &&
              gtk_widget_get_mapped (found));
  return find_id (found, id);
}

/* As soon as it may be done: the group is shown first. */
static void
activate (WindowFixture *fixture, const char *action)
{
  gboolean done = FALSE;

  wait_until (done || (done = gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL)));
}

static GtkWidget *
open_group_name (WindowFixture *fixture)
{
  activate (fixture, "win.rename-group");
  return in_window (LP_TYPE_GROUP_NAME_DIALOG, "name");
}

static GtkWidget *
open_subgroup_name (WindowFixture *fixture)
{
  activate (fixture, "win.new-subgroup");
  return in_window (LP_TYPE_GROUP_NAME_DIALOG, "name");
}

static GtkWidget *
open_invite (WindowFixture *fixture)
{
  activate (fixture, "win.invite");
  return in_window (LP_TYPE_INVITE_DIALOG, "addresses");
}

static GtkWidget *
open_address (WindowFixture *fixture)
{
  return present (lp_sign_in_dialog_new (fixture->model->session, LP_ACCOUNT_REMOTE), "address");
}

static GtkWidget *
open_vendor (WindowFixture *fixture)
{
  return present (lp_sign_in_dialog_new (fixture->model->session, LP_ACCOUNT_OWN), "vendor");
}

static GtkWidget *
open_email (WindowFixture *fixture)
{
  return present (lp_sign_in_dialog_new (fixture->model->session, LP_ACCOUNT_OWN), "email");
}

static GtkWidget *
open_password (WindowFixture *fixture)
{
  return present (lp_sign_in_dialog_new (fixture->model->session, LP_ACCOUNT_OWN), "password");
}

static GtkWidget *
open_sight (WindowFixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.explain-sight", "(ss)", "",
                              lp_session_get_me (fixture->model->session)->person->id);
  return in_window (LP_TYPE_SIGHT_DIALOG, "code");
}

static GtkWidget *
open_everywhere (WindowFixture *fixture)
{
  activate (fixture, "win.search-everywhere");
  return in_window (LP_TYPE_SEARCH_DIALOG, "search");
}

static GtkWidget *
open_move (WindowFixture *fixture)
{
  activate (fixture, "win.move-group");
  return in_window (LP_TYPE_GROUP_CHOOSER, "search");
}

static GtkWidget *
open_tickets (WindowFixture *fixture)
{
  return on_page (fixture, LP_TYPE_TICKETS_PAGE, 0, "search");
}

static GtkWidget *
open_subscriptions (WindowFixture *fixture)
{
  return on_page (fixture, LP_TYPE_SUBSCRIPTIONS_PAGE, 1, "search");
}

static GtkWidget *
open_people (WindowFixture *fixture)
{
  return on_page (fixture, LP_TYPE_PEOPLE_PAGE, 2, "search");
}

static GtkWidget *
open_activity (WindowFixture *fixture)
{
  return on_page (fixture, LP_TYPE_ACTIVITY_PAGE, 3, "ticket");
}

static GtkWidget *
open_actor (WindowFixture *fixture)
{
  GtkWidget *chooser = on_page (fixture, LP_TYPE_ACTIVITY_PAGE, 3, "people");

  lp_person_chooser_set_session (LP_PERSON_CHOOSER (chooser), fixture->model->session);
  return find_id (chooser, "search");
}

static GtkWidget *
open_filter (WindowFixture *fixture)
{
  return find_id (find_type (GTK_WIDGET (fixture->window), LP_TYPE_GROUP_TREE_VIEW), "filter");
}

static GtkWidget *
open_my_licenses (WindowFixture *fixture)
{
  GtkWidget *page;

  activate (fixture, "win.my-licenses");
  wait_until ((page = find_type (GTK_WIDGET (fixture->window), LP_TYPE_MY_LICENSES_PAGE)) != NULL);
  return find_id (page, "search");
}

static GtkWidget *
open_allocate (WindowFixture *fixture)
{
  g_autoptr (LpTicketQuery) query = lp_ticket_query_new ();
  g_autoptr (GPtrArray) tickets = NULL;
  GtkWindow *dialog;

  query->group_id = model_fixture_find_group (fixture->model, GROUP);
  tickets = model_fixture_query_tickets (fixture->model, query, 1);
  dialog = lp_allocate_dialog_new (fixture->model->session, tickets, NULL);
  gtk_check_button_set_active (find_id (GTK_WIDGET (dialog), "person"), TRUE);
  return present (dialog, "search");
}

static void
set_entry (GtkWindow *dialog, const char *id, const char *text)
{
  GtkWidget *entry = find_id (GTK_WIDGET (dialog), id);

  if (entry != gtk_window_get_focus (dialog) && *gtk_editable_get_text (GTK_EDITABLE (entry)) == '\0')
    gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static GtkWidget *
open_reason (WindowFixture *fixture)
{
  LpRevokeOutlook outlook = { .running = { .first = LP_DATE_NONE, .last = LP_DATE_NONE } };
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (fixture->window), "Revoke?", NULL);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "revoke", "_Revoke");
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), lp_revoke_form_new (&outlook, NULL));
  return present (GTK_WINDOW (dialog), "reason");
}

/* Fills what is empty beside the field, and goes on. */
static void
sign_in (GtkWindow *dialog)
{
  set_entry (dialog, "vendor", "Own Software");
  set_entry (dialog, "email", "ada@example.com");
  set_entry (dialog, "password", "correct horse battery");
  g_signal_emit_by_name (find_id (GTK_WIDGET (dialog), "sign_in"), "clicked");
}

/* clang-format off */
static const Field fields[] = {
  { "group name", open_group_name, NULL, SPACES | NO_BREAK_SPACES | LONG | LINES | CONTROL },
  { "subgroup name", open_subgroup_name, NULL, SPACES | NO_BREAK_SPACES | LONG | LINES | CONTROL },
  { "invite", open_invite, NULL, ALL_BUT_EMPTY & ~SPACES & ~NO_BREAK_SPACES },
  { "address", open_address, sign_in, ALL_BUT_EMPTY },
  { "company", open_vendor, sign_in, SPACES | NO_BREAK_SPACES | LONG | LINES | CONTROL },
  { "e-mail", open_email, sign_in, ALL_BUT_EMPTY },
  { "password", open_password, sign_in, ALL_BUT_EMPTY },
  { "reason", open_reason, NULL, LONG | LINES | CONTROL },
  { "ticket to explain", open_sight, NULL, ALL_BUT_EMPTY },
  { "ticket of the activity", open_activity, NULL, ALL_BUT_EMPTY },
  { "actor", open_actor, NULL, 0 },
  { "search everywhere", open_everywhere, NULL, 0 },
  { "group to move to", open_move, NULL, 0 },
  { "member to allocate to", open_allocate, NULL, 0 },
  { "tickets", open_tickets, NULL, 0 },
  { "subscriptions", open_subscriptions, NULL, 0 },
  { "people", open_people, NULL, 0 },
  { "groups", open_filter, NULL, 0 },
  { "my licenses", open_my_licenses, NULL, 0 },
};
/* clang-format on */

static void
set_text (GtkWidget *widget, const char *text)
{
  if (GTK_IS_TEXT_VIEW (widget))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)), text, -1);
  else
    gtk_editable_set_text (GTK_EDITABLE (widget), text);
  if (GTK_IS_SEARCH_ENTRY (widget)) /* which else waits for more */
    g_signal_emit_by_name (widget, "search-changed");
}

static char *
dup_text (GtkWidget *widget)
{
  char *text = NULL;

  if (!GTK_IS_TEXT_VIEW (widget))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (widget)));
  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)), "text", &text, NULL);
  return text;
}

/* What the window says about a text; NULL if it has nothing to say. */
static const char *
find_problem (GtkWidget *widget)
{
  static const char *const ids[] = { "problem", "fault", "headline" };
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (widget));

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      GtkWidget *label = find_id (root, ids[i]);

      if (label != NULL && gtk_widget_get_mapped (label) && *gtk_label_get_text (GTK_LABEL (label)) != '\0')
        return gtk_label_get_text (GTK_LABEL (label));
    }
  return NULL;
}

static void
try_text (const Field *field, GtkWidget *widget, guint bit, const char *text)
{
  gint64 deadline = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;
  gboolean wrong = (field->faults & bit) != 0;
  g_autofree char *kept = NULL;

  set_text (widget, text);
  if (field->act != NULL && wrong)
    field->act (GTK_WINDOW (gtk_widget_get_root (widget)));
  do
    model_fixture_iterate ();
  while ((find_problem (widget) != NULL) != wrong && g_get_monotonic_time () < deadline);
  if ((find_problem (widget) != NULL) != wrong)
    g_error ("%s: “%.20s” (0x%x) says “%s”", field->name, text, bit, find_problem (widget));
  kept = dup_text (widget);
  if (!g_str_equal (kept, text))
    g_error ("%s: “%.20s” (0x%x) became “%s”", field->name, text, bit, kept);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  char **text = user_data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  g_assert_nonnull (*text);
}

/* What a paste inserts when another program has put bytes there that are no text. */
static char *
dup_pasted (GtkWidget *widget)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\xff\xfe"
                                                 "a\xc3(",
                                                 5);
  g_autoptr (GdkContentProvider)
      provider = gdk_content_provider_new_for_bytes ("text/plain;charset=utf-8", bytes);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (widget);
  char *text = NULL;

  gdk_clipboard_set_content (clipboard, provider);
  gdk_clipboard_read_text_async (clipboard, NULL, read_cb, &text);
  wait_until (text != NULL);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  return text;
}

static void
test_fields (WindowFixture *fixture, gconstpointer email)
{
  g_autofree char *group = model_fixture_find_group (fixture->model, GROUP);
  g_autofree char *pasted = dup_pasted (GTK_WIDGET (fixture->window));
  g_autofree char *long_text = g_strnfill (60000, 'x'); /* GtkEntryBuffer takes 65,535 bytes */

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.select-group", "s", group);
  open_tickets (fixture);
  wait_until (find_label (GTK_WIDGET (fixture->window), GROUP) != NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GtkWidget *widget, *root;

      g_test_message ("%s", fields[i].name);
      widget = fields[i].open (fixture);
      root = GTK_WIDGET (gtk_widget_get_root (widget));
      for (gsize j = 0; j < G_N_ELEMENTS (texts); j++)
        try_text (&fields[i], widget, texts[j].bit, texts[j].text != NULL ? texts[j].text : long_text);
      try_text (&fields[i], widget, BYTES, pasted);
      set_text (widget, "");
      if (root != GTK_WIDGET (fixture->window))
        gtk_window_destroy (GTK_WINDOW (root));
    }
}

/* A name that is fine in spite of everything is stored letter by letter. */
static void
test_stored_name (WindowFixture *fixture, gconstpointer email)
{
  g_autofree char *id = model_fixture_find_group (fixture->model, GROUP);
  GtkWindow *dialog;
  LpGroup *group;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.select-group", "s", id);
  open_tickets (fixture);
  wait_until (find_label (GTK_WIDGET (fixture->window), GROUP) != NULL);
  set_text (open_group_name (fixture), FINE);
  dialog = find_window (LP_TYPE_GROUP_NAME_DIALOG);
  g_assert_true (gtk_widget_get_sensitive (find_id (GTK_WIDGET (dialog), "apply")));
  g_signal_emit_by_name (find_id (GTK_WIDGET (dialog), "apply"), "clicked");
  wait_until (find_label (GTK_WIDGET (fixture->window), FINE) != NULL);
  group = lp_replica_get_group (lp_session_get_replica (fixture->model->session), id);
  g_assert_cmpstr (group->name, ==, FINE);
  lp_group_unref (group);
}

/* So are the name of a company, the address of its first admin, and her password. */
static void
test_stored_company (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (NULL);
  GtkWindow *dialog = lp_sign_in_dialog_new (fixture->session, LP_ACCOUNT_OWN);

  gtk_window_present (dialog);
  gtk_editable_set_text (find_id (GTK_WIDGET (dialog), "vendor"), FINE);
  gtk_editable_set_text (find_id (GTK_WIDGET (dialog), "email"), "=x+ü@acme.example");
  gtk_editable_set_text (find_id (GTK_WIDGET (dialog), "password"), FINE);
  g_signal_emit_by_name (find_id (GTK_WIDGET (dialog), "sign_in"), "clicked");
  wait_until (lp_session_get_state (fixture->session) == LP_SESSION_OPEN ||
              gtk_widget_get_mapped (find_id (GTK_WIDGET (dialog), "problem")));
  g_assert_cmpint (lp_session_get_state (fixture->session), ==, LP_SESSION_OPEN);
  g_assert_cmpstr (lp_session_get_me (fixture->session)->vendor_name, ==, FINE);
  g_assert_cmpstr (lp_session_get_person (fixture->session)->email, ==, "=x+ü@acme.example");
  wait_until (find_window (LP_TYPE_SIGN_IN_DIALOG) == NULL);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/ui/texts/fields", WindowFixture, CLIENT_ADMIN, window_fixture_set_up, test_fields,
              window_fixture_tear_down);
  g_test_add ("/ui/texts/stored-name", WindowFixture, CLIENT_ADMIN, window_fixture_set_up, test_stored_name,
              window_fixture_tear_down);
  g_test_add_func ("/ui/texts/stored-company", test_stored_company);
  return g_test_run ();
}
