/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Groups, their members, and invitations. */

#include <glib/gstdio.h>
#include <string.h>

#include "service-fixture.h"

#define VIEWER "/v1/tickets/00000-00000-00000-00000-00168"

static char *
group_target (Fixture *fixture, const char *group, const char *more)
{
  g_autofree char *id = fixture_group (fixture, group);

  return g_strconcat ("/v1/groups/", id, more, NULL);
}

static char *
member_target (Fixture *fixture, const char *group, const char *who)
{
  g_autofree char *id = fixture_person (fixture, who);
  g_autofree char *more = g_strconcat ("/members/", id, NULL);

  return group_target (fixture, group, more);
}

static void
test_paths (Fixture *fixture, gconstpointer data)
{
  /* clang-format off */
  static const struct { const char *who, *group, *path; gboolean parent; } cases[] = {
    { "va", "C-1-L", "Vendor/North Reseller/Acme/Lab", TRUE },
    { "na", "C-1-L", "Vendor/North Reseller/Acme/Lab", TRUE },
    { "na", "R-1", "Vendor/North Reseller", FALSE },
    { "aa", "C-1-L", "Vendor/North Reseller/Acme/Lab", TRUE },
    { "aa", "C-1", "Vendor/North Reseller/Acme", FALSE },
    { "la", "C-1-L", "Vendor/North Reseller/Lab", FALSE },
  };
  /* clang-format on */

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *target = group_target (fixture, cases[i].group, "");
      g_autoptr (Answer) answer = fixture_call (fixture, cases[i].who, "GET", target, NULL, NULL);

      assert_status (answer, 200);
      g_assert_cmpstr (json_object_get_string_member (answer->body, "path"), ==, cases[i].path);
      g_assert_cmpint (!json_object_get_null_member (answer->body, "parent_id"), ==, cases[i].parent);
    }
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *who;
    guint n;
  } cases[] = { { "va", 7 }, { "na", 4 }, { "aa", 2 }, { "am", 1 }, { "la", 1 }, { "xx", 0 } };
  g_autoptr (Answer) page = fixture_call (fixture, "va", "GET", "/v1/groups?limit=3", NULL, NULL);
  g_autofree char *next = NULL;
  g_autoptr (Answer) rest = NULL;
  JsonObject *first;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Answer) answer = fixture_call (fixture, cases[i].who, "GET", "/v1/groups", NULL, NULL);

      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (answer->body, "items")), ==,
                        cases[i].n);
    }
  first = json_array_get_object_element (json_object_get_array_member (page->body, "items"), 0);
  g_assert_cmpstr (json_object_get_string_member (first, "name"), ==, "Vendor");
  next = g_strconcat ("/v1/groups?cursor=", json_object_get_string_member (page->body, "next"), NULL);
  rest = fixture_call (fixture, "va", "GET", next, NULL, NULL);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (rest->body, "items")), ==, 4);
}

static void
test_create_group (Fixture *fixture, gconstpointer data)
{
  g_autofree char *acme = fixture_group (fixture, "C-1");
  g_autofree char *root = fixture_group (fixture, "root");
  /* clang-format off */
  const struct { const char *who, *parent, *more, *pointer; guint status; } cases[] = {
    { "aa", acme, "'name':'Office','kind':'unit'", NULL, 201 },
    { "aa", acme, "'name':'Office','kind':'unit'", NULL, 409 },
    { "aa", acme, "'kind':'unit'", "/name", 422 },
    { "aa", acme, "'name':'  '", "/name", 422 },
    { "aa", acme, "'name':'A/B'", "/name", 422 },
    { "aa", acme, "'name':7", "/name", 422 },
    { "aa", acme, "'name':'X','kind':'vendor'", "/kind", 422 },
    { "aa", acme, "'name':'X','kind':'bureau'", "/kind", 422 },
    { "aa", acme, "'name':'X','settings':{'fiscal_year_end':'13-01'}", "/settings/fiscal_year_end", 422 },
    { "aa", acme, "'name':'X','settings':{'approval':'sometimes'}", "/settings/approval", 422 },
    { "aa", acme, "'name':'X','settings':{'colour':'red'}", "/settings/colour", 422 },
    { "aa", acme, "'name':'X','colour':'red'", "/colour", 422 },
    { "aa", acme, "'name':'X','kind':'reseller'", NULL, 403 },
    { "aa", acme, "'name':'X','external_id':'C-9'", NULL, 403 },
    { "va", acme, "'name':'X','external_id':'C-2'", NULL, 409 },
    { "va", root, "'name':'West Reseller','kind':'reseller'", NULL, 201 },
    { "as", acme, "'name':'X'", NULL, 403 },
    { "am", acme, "'name':'X'", NULL, 403 },
    { "ba", acme, "'name':'X'", NULL, 404 },
  };
  /* clang-format on */

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf ("{'parent_id':'%s',%s}", cases[i].parent, cases[i].more);
      g_autoptr (Answer) answer = fixture_call (fixture, cases[i].who, "POST", "/v1/groups", body, NULL);

      g_test_message ("%s %s", cases[i].who, body);
      assert_status (answer, cases[i].status);
      if (cases[i].pointer != NULL)
        g_assert_true (answer_has_pointer (answer, cases[i].pointer));
    }
  g_assert_cmpint (fixture_count (fixture, "SELECT COUNT(*) FROM groups WHERE short_key = 'WSTR'"), ==, 1);
}

static void
test_move_and_archive (Fixture *fixture, gconstpointer data)
{
  g_autofree char *lab = group_target (fixture, "C-1-L", "");
  g_autofree char *acme = group_target (fixture, "C-1", "");
  g_autofree char *lab_id = fixture_group (fixture, "C-1-L");
  g_autofree char *beta_id = fixture_group (fixture, "C-2");
  g_autofree char *to_beta = g_strdup_printf ("{'parent_id':'%s'}", beta_id);
  g_autofree char *to_lab = g_strdup_printf ("{'parent_id':'%s'}", lab_id);
  g_autoptr (Answer) loop = fixture_call (fixture, "va", "PATCH", acme, to_lab, "*");
  g_autoptr (Answer) invisible = fixture_call (fixture, "aa", "PATCH", lab, to_beta, "*");
  g_autoptr (Answer) full = fixture_call (fixture, "va", "DELETE", lab, NULL, "*");
  g_autoptr (Answer) missing = fixture_call (fixture, "va", "PATCH", lab, to_beta, NULL);
  g_autoptr (Answer) moved = fixture_call (fixture, "na", "PATCH", lab, to_beta, "*");
  g_autoptr (Answer) lost = fixture_call (fixture, "aa", "GET", lab, NULL, NULL);
  g_autoptr (Answer) gained = fixture_call (fixture, "ba", "GET", lab, NULL, NULL);
  g_autoptr (Answer) made = NULL;
  g_autoptr (Answer) archived = NULL;
  g_autoptr (Answer) gone = NULL;
  g_autofree char *body = g_strdup_printf ("{'parent_id':'%s','name':'Empty'}", beta_id);

  assert_status (loop, 422);
  g_assert_true (answer_has_pointer (loop, "/parent_id"));
  assert_status (invisible, 404);
  assert_status (full, 409);
  g_assert_cmpstr (answer_code (full), ==, "not_empty");
  assert_status (missing, 428);
  assert_status (moved, 200);
  g_assert_cmpstr (json_object_get_string_member (moved->body, "path"), ==, "Vendor/North Reseller/Beta/Lab");
  assert_status (lost, 404);
  assert_status (gained, 200);

  made = fixture_call (fixture, "ba", "POST", "/v1/groups", body, NULL);
  assert_status (made, 201);
  archived = fixture_call (fixture, "ba", "DELETE", made->location, NULL, made->etag);
  assert_status (archived, 204);
  gone = fixture_call (fixture, "ba", "GET", made->location, NULL, NULL);
  assert_status (gone, 404);
}

/* Inherited approval may be made stricter below, never looser. */
static void
test_settings (Fixture *fixture, gconstpointer data)
{
  g_autofree char *north = group_target (fixture, "R-1", "");
  g_autofree char *acme = group_target (fixture, "C-1", "");
  /* clang-format off */
  const struct { const char *who, *target, *body; guint status; } cases[] = {
    { "na", north, "{'settings':{'approval':'above_quantity:10'}}", 200 },
    { "aa", acme, "{'settings':{'approval':'above_quantity:11'}}", 422 },
    { "aa", acme, "{'settings':{'approval':'none'}}", 422 },
    { "aa", acme, "{'settings':{'approval':'above_quantity:5'}}", 200 },
    { "aa", acme, "{'settings':{'approval':null}}", 200 },
    { "aa", acme, "{'settings':{'consumer':true}}", 403 },
    { "aa", acme, "{'external_id':'C-77'}", 403 },
    { "vf", acme, "{'settings':{'consumer':true}}", 200 },
    { "vf", acme, "{'external_id':'C-77'}", 200 },
    { "aa", acme, "{'name':'Acme Works','settings':{'default_visibility':'admins','allocate_to':'creator'}}", 200 },
    { "aa", acme, "{'name':null}", 422 },
  };
  /* clang-format on */

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Answer)
          answer = fixture_call (fixture, cases[i].who, "PATCH", cases[i].target, cases[i].body, "*");

      g_test_message ("%s %s", cases[i].who, cases[i].body);
      assert_status (answer, cases[i].status);
    }
}

static void
test_members (Fixture *fixture, gconstpointer data)
{
  g_autofree char *design = fixture_category (fixture, "Design");
  g_autofree char *sim = fixture_category (fixture, "Simulation");
  g_autofree char *am = member_target (fixture, "C-1", "am");
  g_autofree char *aa = member_target (fixture, "C-1", "aa");
  g_autofree char *lm = member_target (fixture, "C-1", "lm");
  g_autofree char *xx = member_target (fixture, "C-1", "xx");
  g_autofree char *own_create = g_strdup_printf ("{'role':'admin','rights':{'%s':['create']}}", design);
  g_autofree char *foreign = g_strdup_printf ("{'role':'admin','rights':{'%s':['create']}}", sim);
  g_autofree char *more_own =
      g_strdup_printf ("{'role':'admin','rights':{'%s':['create','modify','revoke'],'%s':['create']}}",
                       design, sim);
  g_autofree char *wrong_role = g_strdup_printf ("{'role':'support','rights':{'%s':['create']}}", design);
  /* clang-format off */
  const struct { const char *who, *target, *body, *match; guint status; } cases[] = {
    { "aa", am, own_create, "*", 200 }, { "aa", am, foreign, "*", 403 }, { "aa", aa, more_own, "*", 403 },
    { "aa", am, wrong_role, "*", 422 }, { "aa", am, "{'role':'boss'}", "*", 422 }, { "aa", am, "{}", "*", 422 },
    { "aa", am, "{'role':'member','rights':{'nothing':['create']}}", "*", 422 },
    { "aa", am, "{'role':'member'}", NULL, 428 }, { "aa", am, "{'role':'member'}", "\"old\"", 412 },
    { "aa", xx, "{'role':'member'}", "*", 404 }, { "as", am, "{'role':'member'}", "*", 403 },
    { "an", am, "{'role':'member'}", "*", 403 }, { "ba", am, "{'role':'member'}", "*", 404 },
    { "aa", lm, "{'role':'member'}", "*", 412 }, { "va", am, foreign, "*", 200 },
  };
  /* clang-format on */

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Answer) answer = fixture_call (fixture, cases[i].who, "PUT", cases[i].target, cases[i].body,
                                                cases[i].match);

      g_test_message ("%s %s %s", cases[i].who, cases[i].target, cases[i].body);
      assert_status (answer, cases[i].status);
    }
}

static void
test_last_admin (Fixture *fixture, gconstpointer data)
{
  g_autofree char *va = member_target (fixture, "root", "va");
  g_autofree char *vs = member_target (fixture, "root", "vs");
  g_autoptr (Answer) demoted = fixture_call (fixture, "va", "PUT", va, "{'role':'support'}", "*");
  g_autoptr (Answer) removed = fixture_call (fixture, "va", "DELETE", va, NULL, "*");
  g_autoptr (Answer) second = fixture_call (fixture, "va", "PUT", vs, "{'role':'admin'}", "*");
  g_autoptr (Answer) then = fixture_call (fixture, "vs", "DELETE", va, NULL, "*");

  assert_status (demoted, 409);
  g_assert_cmpstr (answer_code (demoted), ==, "last_vendor_admin");
  assert_status (removed, 409);
  assert_status (second, 200);
  assert_status (then, 204);
}

/* A leaver's tickets fall back to admins only; what is on a machine stays hers until it is reclaimed. */
static void
test_leaver (Fixture *fixture, gconstpointer data)
{
  g_autofree char *am_id = fixture_person (fixture, "am");
  g_autofree char *am = member_target (fixture, "C-1", "am");
  g_autofree char *body = g_strdup_printf ("{'assignee_id':'%s'}", am_id);
  g_autoptr (Answer) allocated = fixture_call (fixture, "aa", "PATCH", VIEWER "/allocation", body, "*");
  g_autoptr (Answer) left = fixture_call (fixture, "aa", "DELETE", am, NULL, "*");
  g_autoptr (Answer) ticket = fixture_call (fixture, "aa", "GET", VIEWER, NULL, NULL);
  g_autoptr (Answer) hers = fixture_call (fixture, "am", "GET", VIEWER, NULL, NULL);
  g_autoptr (Answer) twice = fixture_call (fixture, "aa", "DELETE", am, NULL, "*");

  assert_status (allocated, 200);
  assert_status (left, 204);
  g_assert_true (json_object_get_null_member (ticket->body, "assignee_id"));
  g_assert_false (json_object_get_boolean_member (ticket->body, "visible_to_group"));
  assert_status (hers, 404);
  assert_status (twice, 404);
}

/* The token, as the person reads it in her mail. */
static char *
read_token (Fixture *fixture, const char *id)
{
  g_autofree char *name = g_strconcat (id, ".eml", NULL);
  g_autofree char *path = g_build_filename (fixture->directory, "mail", name, NULL);
  g_autofree char *mail = NULL;
  g_autofree guchar *text = NULL;
  g_auto (GStrv) lines = NULL;
  GStatBuf info;
  gsize length;

  g_assert_true (g_file_get_contents (path, &mail, NULL, NULL));
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  text = g_base64_decode (strstr (mail, "\r\n\r\n") + 4, &length);
  lines = g_strsplit ((const char *) text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    if (strlen (lines[i]) == 43 && strchr (lines[i], ' ') == NULL)
      return g_strdup (lines[i]);
  g_error ("no token in %s", text);
}

static Answer *
invite (Fixture *fixture, const char *who, const char *group, const char *body)
{
  g_autofree char *target = group_target (fixture, group, "/invitations");

  return fixture_call (fixture, who, "POST", target, body, NULL);
}

static Answer *
accept (Fixture *fixture, const char *who, const char *token, const char *more)
{
  g_autofree char *body = g_strdup_printf ("{'token':'%s'%s}", token, more);

  return fixture_call (fixture, who, "POST", "/v1/invitations/accept", body, NULL);
}

static void
test_invitation (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Answer) invited = invite (fixture, "aa", "C-1", "{'email':'new@acme.example','role':'support'}");
  g_autofree char *token = NULL;
  g_autoptr (Answer)
      unknown = accept (fixture, NULL, "nonsense", ",'name':'N','password':'long enough here'");
  g_autoptr (Answer) nameless = NULL;
  g_autoptr (Answer) accepted = NULL;
  g_autoptr (Answer) again = NULL;
  g_autoptr (Answer) sees = NULL;

  assert_status (invited, 201);
  g_assert_null (strstr (invited->text, "token"));
  g_assert_cmpstr (json_object_get_string_member (invited->body, "expires_at"), ==, "2026-12-01T08:00:00Z");
  token = read_token (fixture, json_object_get_string_member (invited->body, "id"));
  assert_status (unknown, 404);
  nameless = accept (fixture, NULL, token, ",'password':'long enough here'");
  assert_status (nameless, 422);
  g_assert_true (answer_has_pointer (nameless, "/name"));
  accepted = accept (fixture, NULL, token, ",'name':'Nadia New','password':'long enough here'");
  assert_status (accepted, 201);
  again = accept (fixture, NULL, token, ",'name':'Nadia New','password':'long enough here'");
  assert_status (again, 404);
  sees = fixture_call (fixture, "new", "GET", VIEWER, NULL, NULL);
  assert_status (sees, 200);
}

/* Whoever has an account must be signed in, and keeps name and password. */
static void
test_invite_known (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Answer)
      invited = invite (fixture, "aa", "C-1", "{'email':'XX@Nowhere.example','role':'member'}");
  g_autofree char *token = read_token (fixture, json_object_get_string_member (invited->body, "id"));
  g_autoptr (Answer) stranger = accept (fixture, NULL, token, ",'name':'Evil','password':'long enough here'");
  g_autoptr (Answer) other = accept (fixture, "am", token, "");
  g_autoptr (Answer) herself = accept (fixture, "xx", token, ",'name':'Evil','password':'long enough here'");

  assert_status (stranger, 401);
  assert_status (other, 401);
  assert_status (herself, 201);
  g_assert_cmpint (fixture_count (fixture, "SELECT COUNT(*) FROM person WHERE name = 'Xaver Nobody'"), ==, 1);
}

static void
test_invite_faults (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sim = fixture_category (fixture, "Simulation");
  g_autofree char *foreign =
      g_strdup_printf ("{'email':'a@b.example','role':'admin','rights':{'%s':['create']}}", sim);
  /* clang-format off */
  const struct { const char *who, *body; guint status; } cases[] = {
    { "aa", "{'email':'nobody','role':'member'}", 422 }, { "aa", "{'role':'member'}", 422 },
    { "aa", "{'email':'a@b.example','role':'owner'}", 422 }, { "aa", foreign, 403 },
    { "as", "{'email':'a@b.example','role':'member'}", 403 }, { "am", "{'email':'a@b.example','role':'member'}", 403 },
    { "ba", "{'email':'a@b.example','role':'member'}", 404 }, { "na", "{'email':'a@b.example','role':'member'}", 201 },
  };
  /* clang-format on */

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Answer) answer = invite (fixture, cases[i].who, "C-1", cases[i].body);

      assert_status (answer, cases[i].status);
    }
}

/* An invitation is worth no more than its inviter at the time of acceptance; and not for ever. */
static void
test_invitation_outlived (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Answer) invited = invite (fixture, "aa", "C-1", "{'email':'new@acme.example','role':'support'}");
  g_autofree char *token = read_token (fixture, json_object_get_string_member (invited->body, "id"));
  g_autofree char *aa = member_target (fixture, "C-1", "aa");
  g_autoptr (Answer) demoted = fixture_call (fixture, "va", "PUT", aa, "{'role':'member'}", "*");
  g_autoptr (Answer) refused = accept (fixture, NULL, token, ",'name':'N','password':'long enough here'");
  g_autoptr (Answer) late = NULL;

  assert_status (demoted, 200);
  assert_status (refused, 409);
  fixture->tx.now = "2026-12-01T08:00:00Z";
  late = accept (fixture, NULL, token, ",'name':'N','password':'long enough here'");
  assert_status (late, 404);
  g_assert_cmpint (fixture_count (fixture, "SELECT COUNT(*) FROM person WHERE email LIKE 'new@%'"), ==, 0);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/directory/paths", test_paths);
  ADD ("/directory/list", test_list);
  ADD ("/directory/create-group", test_create_group);
  ADD ("/directory/move-and-archive", test_move_and_archive);
  ADD ("/directory/settings", test_settings);
  ADD ("/directory/members", test_members);
  ADD ("/directory/last-admin", test_last_admin);
  ADD ("/directory/leaver", test_leaver);
  ADD ("/directory/invitation", test_invitation);
  ADD ("/directory/invite-known", test_invite_known);
  ADD ("/directory/invite-faults", test_invite_faults);
  ADD ("/directory/invitation-outlived", test_invitation_outlived);
  return g_test_run ();
}
