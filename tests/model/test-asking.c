/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-asking.h"

/* A list that asks, and whose answers come when the test says so. */
#define TEST_TYPE_LIST (test_list_get_type ())
G_DECLARE_FINAL_TYPE (TestList, test_list, TEST, LIST, GObject)

struct _TestList
{
  GObject parent_instance;

  LpAsking asking;
  gboolean has_nothing_to_ask;
  guint n_asked;
  GCancellable *query; /* of the last question */
};

G_DEFINE_FINAL_TYPE (TestList, test_list, G_TYPE_OBJECT)

static GParamSpec *loading;

static void
test_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, !lp_asking_is_settled (&TEST_LIST (object)->asking));
}

static void
test_list_dispose (GObject *object)
{
  lp_asking_stop (&TEST_LIST (object)->asking);
  g_clear_object (&TEST_LIST (object)->query);
  G_OBJECT_CLASS (test_list_parent_class)->dispose (object);
}

static void
test_list_class_init (TestListClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = test_list_get_property;
  G_OBJECT_CLASS (klass)->dispose = test_list_dispose;
  loading = g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (G_OBJECT_CLASS (klass), 1, loading);
}

static void
ask (GObject *object)
{
  TestList *self = TEST_LIST (object);

  self->n_asked++;
  if (!self->has_nothing_to_ask)
    g_set_object (&self->query, lp_asking_begin (&self->asking));
}

static void
test_list_init (TestList *self)
{
  lp_asking_init (&self->asking, self, loading, ask);
}

static void
run (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

/* As a query does that ends: cancelled, if its cancellable is. */
static gboolean
answer (TestList *list, GCancellable *query)
{
  g_autoptr (GError) error = NULL;

  g_cancellable_set_error_if_cancelled (query, &error);
  if (!lp_asking_end (&list->asking, error))
    return FALSE;
  g_assert_true (lp_asking_is_settled (&list->asking));
  lp_asking_shown (&list->asking);
  return TRUE;
}

static void
test_several_changes_one_question (void)
{
  g_autoptr (TestList) list = g_object_new (TEST_TYPE_LIST, NULL);

  lp_asking_again (&list->asking);
  lp_asking_again (&list->asking);
  g_assert_cmpuint (list->n_asked, ==, 0);
  g_assert_false (lp_asking_is_settled (&list->asking));
  run ();
  g_assert_cmpuint (list->n_asked, ==, 1);
  g_assert_false (lp_asking_is_settled (&list->asking));
  g_assert_true (answer (list, list->query));
  g_assert_true (lp_asking_is_settled (&list->asking));
}

static void
test_again_lets_a_query_go_on (void)
{
  g_autoptr (TestList) list = g_object_new (TEST_TYPE_LIST, NULL);

  lp_asking_again (&list->asking);
  run ();
  lp_asking_again (&list->asking);
  run ();
  g_assert_cmpuint (list->n_asked, ==, 1);
  g_assert_false (g_cancellable_is_cancelled (list->query));
  g_assert_true (answer (list, list->query));
  g_assert_false (lp_asking_is_settled (&list->asking));
  run ();
  g_assert_cmpuint (list->n_asked, ==, 2);
}

static void
test_anew_drops_a_query (void)
{
  g_autoptr (TestList) list = g_object_new (TEST_TYPE_LIST, NULL);
  g_autoptr (GCancellable) first = NULL;

  lp_asking_anew (&list->asking);
  run ();
  first = g_object_ref (list->query);
  lp_asking_again (&list->asking); /* of no use either, once the question is another one */
  lp_asking_anew (&list->asking);
  run ();
  g_assert_cmpuint (list->n_asked, ==, 2);
  g_assert_false (answer (list, first));
  g_assert_false (lp_asking_is_settled (&list->asking));
  g_assert_true (answer (list, list->query));
  run ();
  g_assert_cmpuint (list->n_asked, ==, 2);
}

static void
note_loading_cb (GObject *object, GParamSpec *pspec, GString *told)
{
  gboolean value;

  g_object_get (object, "loading", &value, NULL);
  g_string_append_c (told, value ? 'l' : 's');
}

/* Whoever shows a spinner is told of every change, also where nothing was there to ask. */
static void
test_tells (void)
{
  g_autoptr (TestList) list = g_object_new (TEST_TYPE_LIST, NULL);
  g_autoptr (GString) told = g_string_new (NULL);

  g_signal_connect (list, "notify::loading", G_CALLBACK (note_loading_cb), told);
  list->has_nothing_to_ask = TRUE;
  lp_asking_anew (&list->asking);
  run ();
  g_assert_cmpstr (told->str, ==, "ls");
  list->has_nothing_to_ask = FALSE;
  lp_asking_anew (&list->asking);
  run ();
  answer (list, list->query);
  g_assert_cmpstr (told->str, ==, "lsls");
}

static void
test_stop (void)
{
  g_autoptr (TestList) list = g_object_new (TEST_TYPE_LIST, NULL);

  lp_asking_anew (&list->asking);
  run ();
  lp_asking_anew (&list->asking);
  lp_asking_stop (&list->asking);
  run ();
  g_assert_cmpuint (list->n_asked, ==, 1);
  g_assert_true (g_cancellable_is_cancelled (list->query));
  g_assert_true (lp_asking_is_settled (&list->asking));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/asking/several-changes-one-question", test_several_changes_one_question);
  g_test_add_func ("/asking/again-lets-a-query-go-on", test_again_lets_a_query_go_on);
  g_test_add_func ("/asking/anew-drops-a-query", test_anew_drops_a_query);
  g_test_add_func ("/asking/tells", test_tells);
  g_test_add_func ("/asking/stop", test_stop);
  return g_test_run ();
}
