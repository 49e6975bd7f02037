/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include "lp-connection.h"

static char *
dup_property (LpSession *session, const char *name)
{
  char *value = NULL;

  g_object_get (session, name, &value, NULL);
  return value;
}

static void
test_demo (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (VENDOR_ADMIN);
  g_autofree char *name = dup_property (fixture->session, "person-email");
  g_autofree char *link = dup_property (fixture->session, "link-text");
  g_autofree char *as_of = dup_property (fixture->session, "as-of-text");

  g_assert_cmpint (lp_session_get_state (fixture->session), ==, LP_SESSION_OPEN);
  g_assert_cmpint (lp_session_get_account_kind (fixture->session), ==, LP_ACCOUNT_DEMO);
  g_assert_true (lp_session_get_demo (fixture->session));
  g_assert_true (lp_session_is_administering (fixture->session));
  g_assert_cmpstr (name, ==, VENDOR_ADMIN);
  g_assert_cmpstr (link, ==, "Connected");
  g_assert_cmpstr (as_of, ==, "");
  g_assert_cmpuint (g_list_model_get_n_items (lp_session_get_demo_people (fixture->session)), >, 3);
  g_assert_true (lp_permission_is_vendor_admin (lp_session_get_actor (fixture->session)));
}

static void
count_cb (LpSession *session, const LpReplicaChange *change, guint *n_resets)
{
  if (change->reset)
    (*n_resets)++;
}

static LpDemoItem *
find_person (LpSession *session, const char *role)
{
  GListModel *people = lp_session_get_demo_people (session);

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (LpDemoItem) person = g_list_model_get_item (people, i);

      if (g_str_equal (lp_demo_item_get_role (person), role))
        return g_steal_pointer (&person);
    }
  g_assert_not_reached ();
}

/* Through the eyes of a member: the same window, another replica, nothing to administer. */
static void
test_switch_person (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (VENDOR_ADMIN);
  g_autoptr (LpDemoItem) member = find_person (fixture->session, "Member");
  g_autofree char *group = model_fixture_find_group (fixture, "North Reseller");
  guint n_resets = 0;

  g_assert_true (lp_session_may (fixture->session, LP_ACTION_ALLOCATE, group, NULL, NULL));
  g_signal_connect (fixture->session, "changed", G_CALLBACK (count_cb), &n_resets);
  g_assert_true (model_fixture_open_demo (fixture, lp_demo_item_get_email (member)));
  model_fixture_wait_synced (fixture);
  g_assert_cmpuint (n_resets, >, 0);
  g_assert_cmpstr (lp_session_get_person (fixture->session)->email, ==, lp_demo_item_get_email (member));
  g_assert_false (lp_session_is_administering (fixture->session));
  g_assert_false (lp_session_may (fixture->session, LP_ACTION_ALLOCATE, group, NULL, NULL));
}

static void
test_own (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (NULL);
  g_autoptr (GAsyncResult) short_result = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  lp_session_open_own_async (fixture->session, "Own Software", "me@own.example", "short", NULL,
                             model_fixture_keep_result, &short_result);
  g_assert_cmpint (lp_session_get_state (fixture->session), ==, LP_SESSION_OPENING);
  wait_until (short_result != NULL);
  g_assert_false (lp_session_open_finish (fixture->session, short_result, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_cmpint (lp_session_get_state (fixture->session), ==, LP_SESSION_CLOSED);

  lp_session_open_own_async (fixture->session, "Own Software", "me@own.example", "a long enough password",
                             NULL, model_fixture_keep_result, &result);
  wait_until (result != NULL);
  g_assert_true (lp_session_open_finish (fixture->session, result, &error));
  g_assert_no_error (error);
  model_fixture_wait_synced (fixture);
  g_assert_cmpint (lp_session_get_account_kind (fixture->session), ==, LP_ACCOUNT_OWN);
  g_assert_false (lp_session_get_demo (fixture->session));
  g_assert_cmpstr (lp_session_get_me (fixture->session)->vendor_name, ==, "Own Software");
}

static void
test_refused (void)
{
  /* clang-format off */
  static const struct
  {
    const char *address;
    int code;
  } cases[] = {
    { "", LP_ERROR_INVALID },
    { "ftp://example.com", LP_ERROR_INVALID },
    { "http://central.example", LP_ERROR_INVALID }, /* plain text beyond this machine */
    { "unix:/nowhere/at/all", LP_ERROR_UNREACHABLE },
  };
  /* clang-format on */

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ModelFixture) fixture = model_fixture_new (NULL);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      lp_session_open_remote_async (fixture->session, cases[i].address, "a@b.example",
                                    "a long enough password", NULL, model_fixture_keep_result, &result);
      wait_until (result != NULL);
      g_assert_false (lp_session_open_finish (fixture->session, result, &error));
      g_assert_error (error, LP_ERROR, cases[i].code);
      g_assert_cmpint (lp_session_get_state (fixture->session), ==, LP_SESSION_CLOSED);
    }
}

static void
test_resume (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (NULL);
  g_autoptr (GSettings) settings = g_settings_new ("org.example.LicensePortal");
  g_autoptr (LpSession) session = lp_session_new (settings, fixture->directory);
  g_autoptr (GAsyncResult) none = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) resumed = NULL;
  g_autoptr (GError) error = NULL;

  lp_session_resume_async (session, NULL, model_fixture_keep_result, &none);
  wait_until (none != NULL);
  g_assert_false (lp_session_open_finish (session, none, &error));
  g_assert_no_error (error);

  lp_session_open_demo_async (session, CLIENT_ADMIN, NULL, model_fixture_keep_result, &opened);
  wait_until (opened != NULL);
  g_assert_true (lp_session_open_finish (session, opened, &error));
  g_clear_object (&none);
  g_clear_object (&opened);
  lp_session_close (session);
  g_assert_finalize_object (g_steal_pointer (&session));

  session = lp_session_new (settings, fixture->directory);
  lp_session_resume_async (session, NULL, model_fixture_keep_result, &resumed);
  wait_until (resumed != NULL);
  lp_session_open_finish (session, resumed, &error);
  g_assert_no_error (error);
  g_assert_cmpint (lp_session_get_state (session), ==, LP_SESSION_OPEN);
  g_assert_cmpstr (lp_session_get_person (session)->email, ==, CLIENT_ADMIN);
  lp_session_close (session);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/demo", test_demo);
  g_test_add_func ("/session/switch-person", test_switch_person);
  g_test_add_func ("/session/own", test_own);
  g_test_add_func ("/session/refused", test_refused);
  g_test_add_func ("/session/resume", test_resume);
  return g_test_run ();
}
