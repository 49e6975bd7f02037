/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-http-limits.h"

#define WINDOW_SECONDS 60
/* Bounds what an attacker with many addresses can make us remember. */
#define MAX_KEYS 100000

typedef struct
{
  guint count;
  gint64 began; /* monotonic seconds */
} Window;

struct _LcLimit
{
  guint per_minute;
  GHashTable *windows; /* of Window by key */
};

LcLimit *
lc_limit_new (guint per_minute)
{
  LcLimit *limit = g_new0 (LcLimit, 1);

  limit->per_minute = per_minute;
  limit->windows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return limit;
}

void
lc_limit_free (LcLimit *limit)
{
  if (limit == NULL)
    return;

  g_hash_table_unref (limit->windows);
  g_free (limit);
}

static gint64
get_now (void)
{
  return g_get_monotonic_time () / G_USEC_PER_SEC;
}

static gboolean
is_over (gpointer key, gpointer value, gpointer data)
{
  const Window *window = value;
  gint64 now = *(gint64 *) data;

  return now - window->began >= WINDOW_SECONDS;
}

static void
make_room (LcLimit *limit, gint64 now)
{
  if (g_hash_table_size (limit->windows) < MAX_KEYS)
    return;

  g_hash_table_foreach_remove (limit->windows, is_over, &now);
  if (g_hash_table_size (limit->windows) >= MAX_KEYS)
    g_hash_table_remove_all (limit->windows);
}

gboolean
lc_limit_is_reached (LcLimit *limit, const char *key, guint *retry_after)
{
  const Window *window = g_hash_table_lookup (limit->windows, key);
  gint64 now = get_now ();

  if (limit->per_minute == 0 || window == NULL || now - window->began >= WINDOW_SECONDS ||
      window->count < limit->per_minute)
    return FALSE;

  if (retry_after != NULL)
    *retry_after = (guint) MAX (window->began + WINDOW_SECONDS - now, 1);

  return TRUE;
}

void
lc_limit_count (LcLimit *limit, const char *key)
{
  Window *window;
  gint64 now = get_now ();

  if (limit->per_minute == 0)
    return;

  window = g_hash_table_lookup (limit->windows, key);
  if (window == NULL)
    {
      make_room (limit, now);
      window = g_new0 (Window, 1);
      window->began = now;
      g_hash_table_insert (limit->windows, g_strdup (key), window);
    }
  else if (now - window->began >= WINDOW_SECONDS)
    {
      window->began = now;
      window->count = 0;
    }

  window->count++;
}

guint
lc_limit_get_excess (LcLimit *limit, const char *key)
{
  const Window *window = g_hash_table_lookup (limit->windows, key);

  if (window == NULL || get_now () - window->began >= WINDOW_SECONDS || window->count <= limit->per_minute)
    return 0;

  return window->count - limit->per_minute;
}
