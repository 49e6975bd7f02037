/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-sync-pages.h"

#include "lp-client-private.h"

#define SNAPSHOT_LIMIT "5000"
#define DELTA_LIMIT    "1000"
/* In memory at once: one on its way, one being parsed, one being inserted, and one between them. */
#define MAX_PAGES 4

/* Task data. */
typedef struct
{
  LpReplica *replica;
  gboolean snapshot;
  LpPagesFunc told;
  gpointer user_data;

  gboolean fetching;
  guint storing;  /* pages with the replica */
  gboolean first; /* the next is asked for without a token */
  char *token;    /* of the next; NULL: not known */
  gboolean last;  /* the last page has been stored */
  gboolean ended;
  LpPagesEnd end;
} Run;

static void
run_free (Run *run)
{
  g_object_unref (run->replica);
  g_free (run->token);
  g_free (run);
}

/* Takes over the error. What is still under way finds that it has ended. */
static void
end_run (GTask *task, LpPagesEnd end, GError *error)
{
  Run *run = g_task_get_task_data (task);

  run->ended = TRUE;
  run->end = end;
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* Whether what has just come back is of no use any more. */
static gboolean
is_over (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  if (!run->ended && g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    end_run (task, LP_PAGES_UNFETCHED, NULL);
  return run->ended;
}

static void go_on (GTask *task);

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (LpPage) page = run->snapshot
                                ? lp_replica_add_to_snapshot_finish (LP_REPLICA (source), result, &error)
                                : lp_replica_apply_page_finish (LP_REPLICA (source), result, &error);

  if (is_over (task))
    return;
  run->storing--;
  if (page == NULL)
    {
      end_run (task, LP_PAGES_UNSTORED, g_steal_pointer (&error));
      return;
    }
  if (page->feed->reset)
    {
      end_run (task, LP_PAGES_RESET, NULL);
      return;
    }
  if (run->told != NULL)
    run->told (page->feed, run->user_data);
  if (!page->feed->more)
    run->last = TRUE;
  else if (run->token == NULL && !run->fetching && run->storing == 0)
    run->token = g_strdup (page->feed->next); /* it was not where it could be found early */
  go_on (task);
}

static void
store (GTask *task, GBytes *page)
{
  Run *run = g_task_get_task_data (task);

  run->storing++;
  if (run->snapshot)
    lp_replica_add_to_snapshot_async (run->replica, page, g_task_get_cancellable (task), on_stored,
                                      g_object_ref (task));
  else
    lp_replica_apply_page_async (run->replica, page, g_task_get_cancellable (task), on_stored,
                                 g_object_ref (task));
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (LpAnswer) answer = lp_client_ask_finish (LP_CLIENT (source), result, &error);

  if (is_over (task))
    return;
  run->fetching = FALSE;
  if (answer == NULL)
    {
      end_run (task, LP_PAGES_UNFETCHED, g_steal_pointer (&error));
      return;
    }
  run->token = lp_page_peek_next (answer->body);
  store (task, answer->body);
  go_on (task);
}

static void
fetch (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  g_autoptr (LpRequest) request = lp_request_new ("GET", "/v1/sync");
  g_autofree char *token = g_steal_pointer (&run->token);

  run->first = FALSE;
  run->fetching = TRUE;
  lp_request_add_query (request, "since", token);
  lp_request_add_query (request, "limit", run->snapshot ? SNAPSHOT_LIMIT : DELTA_LIMIT);
  lp_client_ask_async (g_task_get_source_object (task), request, g_task_get_cancellable (task), on_fetched,
                       g_object_ref (task));
}

static void
go_on (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  if (run->last && run->storing == 0)
    end_run (task, LP_PAGES_STORED, NULL);
  else if (!run->fetching && (run->first || run->token != NULL) && run->storing + 1 < MAX_PAGES)
    fetch (task);
}

void
lp_sync_pages_async (LpClient *client,
                     LpReplica *replica,
                     gboolean snapshot,
                     const char *token,
                     LpPagesFunc told,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  Run *run = g_new0 (Run, 1);

  g_task_set_source_tag (task, lp_sync_pages_async);
  run->replica = g_object_ref (replica);
  run->snapshot = snapshot;
  run->told = told;
  run->user_data = user_data;
  run->first = TRUE;
  run->token = g_strdup (token);
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);
  go_on (task);
}

LpPagesEnd
lp_sync_pages_finish (GAsyncResult *result, GError **error)
{
  Run *run = g_task_get_task_data (G_TASK (result));

  return g_task_propagate_boolean (G_TASK (result), error) ? run->end : MAX (run->end, LP_PAGES_UNFETCHED);
}
