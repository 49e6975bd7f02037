/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-password-pool.h"

#include <sodium.h>
#include <string.h>

#include "lc-password.h"
#include "lp-error.h"

#define N_THREADS   2
#define MAX_WAITING 16

struct _LcPasswordPool
{
  GThreadPool *threads;
};

typedef struct
{
  char *hash;
  char *password;
  gboolean verifies;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  sodium_memzero (work->password, strlen (work->password));
  g_free (work->password);
  g_free (work->hash);
  g_free (work);
}

static void
run (gpointer data, gpointer pool)
{
  g_autoptr (GTask) task = data;
  Work *work = g_task_get_task_data (task);
  GError *error = NULL;
  char *hash;

  if (work->verifies)
    {
      g_task_return_boolean (task, lc_password_verify (work->hash, work->password));
      return;
    }

  hash = lc_password_hash (work->password, &error);
  if (hash != NULL)
    g_task_return_pointer (task, hash, g_free);
  else
    g_task_return_error (task, error);
}

LcPasswordPool *
lc_password_pool_new (void)
{
  LcPasswordPool *pool = g_new0 (LcPasswordPool, 1);

  pool->threads = g_thread_pool_new (run, pool, N_THREADS, FALSE, NULL);
  /* The first unknown account must not take longer than the second: it makes what such accounts are compared with. */
  lc_password_pool_verify_async (pool, NULL, "no password", NULL, NULL);
  return pool;
}

void
lc_password_pool_free (LcPasswordPool *pool)
{
  if (pool == NULL)
    return;

  g_thread_pool_free (pool->threads, FALSE, TRUE);
  g_free (pool);
}

static void
push (LcPasswordPool *pool,
      gboolean verifies,
      const char *hash,
      const char *password,
      GAsyncReadyCallback callback,
      gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Work *work = g_new0 (Work, 1);

  g_task_set_source_tag (task, push);
  work->verifies = verifies;
  work->hash = g_strdup (hash);
  work->password = g_strdup (password);
  g_task_set_task_data (task, work, work_free);

  if (g_thread_pool_unprocessed (pool->threads) >= MAX_WAITING)
    {
      g_task_return_new_error (task, LP_ERROR, LP_ERROR_BUSY,
                               "Too many people sign in at once; try again soon.");
      g_object_unref (task);
      return;
    }

  g_thread_pool_push (pool->threads, task, NULL);
}

void
lc_password_pool_verify_async (LcPasswordPool *pool,
                               const char *hash,
                               const char *password,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  push (pool, TRUE, hash, password, callback, user_data);
}

gboolean
lc_password_pool_verify_finish (LcPasswordPool *pool, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
lc_password_pool_hash_async (LcPasswordPool *pool,
                             const char *password,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  push (pool, FALSE, NULL, password, callback, user_data);
}

char *
lc_password_pool_hash_finish (LcPasswordPool *pool, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
