/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>

#include "lp-subscription-columns.h"

/* Columns in memory and in their file: whatever the disk does, they say what was put into them. */

#define ROWS 20000

typedef struct
{
  char *directory;
  LpTicketColumns columns;
} Columns;

static LpTicketColumnsRow
make_row (guint32 row, guint32 version)
{
  return (LpTicketColumnsRow){ .code = { (guint64) row * 7919 + version, (guint64) row << 20 | version },
                               .product = row % 41 + version,
                               .group = row % 401,
                               .assignee = row % 5 == 0 ? 0 : row % 1999,
                               .expiry = row % 3 == 0 ? LP_DATE_NONE : (LpDate) (20000 + row % 900),
                               .created = 1700000000 + row + version,
                               .state = (guint8) (row % 3),
                               .visible = (guint8) (row / 3 % 2) };
}

static void
assert_row (const LpTicketColumns *columns, guint32 row, guint32 version)
{
  const LpTicketColumnsRow wanted = make_row (row, version);
  LpTicketColumnsRow read;

  memset (&read, 0xee, sizeof read);
  lp_ticket_columns_get (columns, row, &read);
  g_assert_cmpuint (read.code.high, ==, wanted.code.high);
  g_assert_cmpuint (read.code.low, ==, wanted.code.low);
  g_assert_cmpuint (read.product, ==, wanted.product);
  g_assert_cmpuint (read.group, ==, wanted.group);
  g_assert_cmpuint (read.assignee, ==, wanted.assignee);
  g_assert_cmpint (read.expiry, ==, wanted.expiry);
  g_assert_cmpuint (read.created, ==, wanted.created);
  g_assert_cmpuint (read.state, ==, wanted.state);
  g_assert_cmpuint (read.visible, ==, wanted.visible);
  g_assert_cmpuint (columns->codes[row].low, ==, wanted.code.low);
  g_assert_cmpuint (columns->created[row], ==, wanted.created);
  g_assert_cmpuint (columns->visible[row], ==, wanted.visible);
}

/* Every 13th row has been changed @changes times. */
static void
assert_all (const LpTicketColumns *columns, guint32 changes)
{
  for (guint32 row = 1; row < columns->columns.n; row++)
    if (columns->states[row] != LP_TICKET_GONE)
      assert_row (columns, row, row % 13 == 0 ? changes : 0);
}

/* As a replica does in a transaction: all that is marked is stored. */
static void
follow (LpTicketColumns *columns)
{
  GArray *dirty = columns->columns.dirty;

  for (guint32 chunk = 0; chunk < dirty->len; chunk++)
    if (g_array_index (dirty, guint8, chunk))
      {
        lp_columns_follow (&columns->columns, &lp_ticket_columns_layout, chunk);
        g_array_index (dirty, guint8, chunk) = FALSE;
      }
}

static void
rest (LpTicketColumns *columns, const char *directory)
{
  lp_columns_rest (&columns->columns, &lp_ticket_columns_layout, directory, NULL);
}

static void
change_some (LpTicketColumns *columns, guint32 version)
{
  for (guint32 row = 13; row < columns->columns.n; row += 13)
    {
      const LpTicketColumnsRow values = make_row (row, version);

      lp_ticket_columns_set (columns, row, &values);
    }
  follow (columns);
}

static void
set_up (Columns *self, gconstpointer data)
{
  self->directory = g_dir_make_tmp ("lp-columns-XXXXXX", NULL);
  for (guint32 row = 1; row < ROWS; row++)
    {
      const LpTicketColumnsRow values = make_row (row, 0);

      lp_ticket_columns_set (&self->columns, row, &values);
    }
  follow (&self->columns);
}

/* Nothing is ever left in the directory. */
static void
tear_down (Columns *self, gconstpointer data)
{
  lp_ticket_columns_clear (&self->columns);
  g_assert_cmpint (g_rmdir (self->directory), ==, 0);
  g_free (self->directory);
}

/* Kilobytes of the mapping at @memory that count for this process. */
static guint64
get_resident (gconstpointer memory)
{
  g_autofree char *text = NULL;
  g_autofree char *start = g_strdup_printf ("\n%" G_GINT64_MODIFIER "x-", (guint64) (guintptr) memory);
  const char *at;

  g_assert_true (g_file_get_contents ("/proc/self/smaps", &text, NULL, NULL));
  at = strstr (text, start);
  g_assert_nonnull (at);
  at = strstr (at, "\nRss:");
  g_assert_nonnull (at);
  return g_ascii_strtoull (at + strlen ("\nRss:"), NULL, 10);
}

static void
test_rest (Columns *self, gconstpointer data)
{
  const guint8 *memory;

  rest (&self->columns, self->directory);
  g_assert_nonnull (self->columns.columns.file);
  memory = lp_column_file_get_memory (self->columns.columns.file);
  g_assert_cmpuint (get_resident (memory), ==, 0);
  /* One row does not bring those around it back. */
  for (guint32 row = 1; row < ROWS; row += 999)
    {
      LpTicketColumnsRow read;

      lp_ticket_columns_get (&self->columns, row, &read);
      g_assert_cmpuint (read.code.high, ==, make_row (row, 0).code.high);
    }
  g_assert_cmpuint (get_resident (memory), ==, 0);
  assert_all (&self->columns, 0);
  g_assert_cmpuint (get_resident (memory), >, 300);
  rest (&self->columns, self->directory);
  g_assert_true (memory == lp_column_file_get_memory (self->columns.columns.file));
  g_assert_cmpuint (get_resident (memory), ==, 0);
}

/* How often this process has read from files and the like; 0: the system does not count. */
static guint64
count_reads (void)
{
  g_autofree char *text = NULL;
  const char *at = g_file_get_contents ("/proc/self/io", &text, NULL, NULL) ? strstr (text, "syscr:") : NULL;

  return at != NULL ? g_ascii_strtoull (at + strlen ("syscr:"), NULL, 10) : 0;
}

/* A list that is scrolled shows rows that stand anywhere: each is one read, however many columns there are. */
static void
test_one_read_a_row (Columns *self, gconstpointer data)
{
  const guint n = 500;
  guint64 before, after;

  rest (&self->columns, self->directory);
  change_some (&self->columns, 1);
  rest (&self->columns, self->directory);
  before = count_reads ();
  for (guint32 i = 1; i <= n; i++)
    {
      guint32 row = i * 7919 % (ROWS - 1) + 1;
      LpTicketColumnsRow read;

      lp_ticket_columns_get (&self->columns, row, &read);
      g_assert_cmpuint (read.code.low, ==, make_row (row, row % 13 == 0 ? 1 : 0).code.low);
    }
  after = count_reads ();
  if (before == 0)
    g_test_skip ("The system does not count reads");
  else
    g_assert_cmpuint (after - before, <=, n + 20); /* and those of counting */
}

/* Changes of what rests, rows that go, and more rows than there was room for. */
static void
test_change (Columns *self, gconstpointer data)
{
  rest (&self->columns, self->directory);
  for (guint32 version = 1; version < 4; version++)
    {
      change_some (&self->columns, version);
      assert_all (&self->columns, version);
      rest (&self->columns, self->directory);
      assert_all (&self->columns, version);
    }
  lp_ticket_columns_remove (&self->columns, 77);
  follow (&self->columns);
  rest (&self->columns, self->directory);
  g_assert_cmpuint (self->columns.states[77], ==, LP_TICKET_GONE);
  for (guint32 row = ROWS; row < 2 * ROWS; row++)
    {
      const LpTicketColumnsRow values = make_row (row, row % 13 == 0 ? 3 : 0);

      lp_ticket_columns_set (&self->columns, row, &values);
      if (row % 8000 != 0)
        continue;
      follow (&self->columns);
      rest (&self->columns, self->directory);
    }
  follow (&self->columns);
  g_assert_cmpuint (self->columns.columns.n, ==, 2 * ROWS);
  assert_all (&self->columns, 3);
  rest (&self->columns, self->directory);
  assert_all (&self->columns, 3);
}

/* Rows between the last and one far behind it are none, also where the file had nothing. */
static void
test_gap (Columns *self, gconstpointer data)
{
  const guint32 far = ROWS + ROWS / 16;
  const LpTicketColumnsRow values = make_row (far, 0);

  rest (&self->columns, self->directory);
  lp_ticket_columns_set (&self->columns, far, &values);
  follow (&self->columns);
  g_assert_nonnull (self->columns.columns.file);
  rest (&self->columns, self->directory);
  for (guint32 row = ROWS; row < far; row++)
    g_assert_cmpuint (self->columns.states[row], ==, LP_TICKET_GONE);
  assert_all (&self->columns, 0);
}

/* What a chunk holds does not depend on where the rows are. */
static void
test_pack (Columns *self, gconstpointer data)
{
  const LpColumnLayout *layout = &lp_ticket_columns_layout;
  gsize size = lp_columns_get_chunk_size (layout);
  guint32 n_chunks = (self->columns.columns.n - 1) / LP_TICKET_CHUNK_ROWS + 1;
  g_autofree guint8 *before = g_malloc (n_chunks * size);
  LpTicketColumns other = { 0 };

  g_assert_cmpuint (size, <=, LP_COLUMNS_MAX_CHUNK);
  g_assert_cmpuint (lp_columns_get_chunk_size (&lp_subscription_columns_layout), <=, LP_COLUMNS_MAX_CHUNK);
  for (guint32 chunk = 0; chunk < n_chunks; chunk++)
    lp_columns_pack (&self->columns.columns, layout, chunk, before + chunk * size);
  rest (&self->columns, self->directory);
  for (guint32 chunk = 0; chunk < n_chunks; chunk++)
    {
      guint8 now[LP_COLUMNS_MAX_CHUNK];

      lp_columns_pack (&self->columns.columns, layout, chunk, now);
      g_assert_cmpmem (now, size, before + chunk * size, size);
      lp_columns_unpack (&other.columns, layout, chunk, now);
    }
  assert_all (&other, 0);
  lp_ticket_columns_clear (&other);
}

static void
test_no_directory (Columns *self, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (self->directory, "nowhere", NULL);

  rest (&self->columns, nowhere);
  g_assert_null (self->columns.columns.file);
  change_some (&self->columns, 1);
  assert_all (&self->columns, 1);
}

static void
limit_files (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* A file that may not grow stands for a disk that is full. */
static void
test_no_room (Columns *self, gconstpointer data)
{
  limit_files (64 * 1024);
  rest (&self->columns, self->directory);
  g_assert_null (self->columns.columns.file);
  assert_all (&self->columns, 0);
  limit_files (RLIM_INFINITY);
  rest (&self->columns, self->directory);
  g_assert_nonnull (self->columns.columns.file);
  assert_all (&self->columns, 0);
}

/* A change that the file did not take is in memory, and stays there. */
static void
test_full_later (Columns *self, gconstpointer data)
{
  rest (&self->columns, self->directory);
  change_some (&self->columns, 1);
  rest (&self->columns, self->directory);
  limit_files (64 * 1024);
  change_some (&self->columns, 2);
  assert_all (&self->columns, 2);
  rest (&self->columns, self->directory);
  assert_all (&self->columns, 2);
  limit_files (RLIM_INFINITY);
  change_some (&self->columns, 3);
  rest (&self->columns, self->directory);
  assert_all (&self->columns, 3);
}

static void
test_order (Columns *self, gconstpointer data)
{
  LpRowOrder order = { 0 };

  lp_row_order_rest (&order, self->directory);
  g_assert_null (order.rows);
  for (guint32 round = 1; round < 4; round++)
    {
      GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint32));

      for (guint32 i = 0; i < ROWS * round; i++)
        {
          guint32 row = i ^ round;

          g_array_append_val (rows, row);
        }
      lp_row_order_take (&order, rows);
      lp_row_order_rest (&order, self->directory);
      g_assert_cmpuint (get_resident (lp_column_file_get_memory (order.columns.file)), ==, 0);
      g_assert_cmpuint (order.columns.n, ==, ROWS * round);
      for (guint32 i = 0; i < order.columns.n; i++)
        g_assert_cmpuint (order.rows[i], ==, i ^ round);
    }
  lp_row_order_clear (&order);
  g_assert_null (order.rows);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGXFSZ, SIG_IGN);
#define ADD(path, func) g_test_add ("/columns/" path, Columns, NULL, set_up, func, tear_down)
  ADD ("rest", test_rest);
  ADD ("one-read-a-row", test_one_read_a_row);
  ADD ("change", test_change);
  ADD ("gap", test_gap);
  ADD ("pack", test_pack);
  ADD ("no-directory", test_no_directory);
  ADD ("no-room", test_no_room);
  ADD ("full-later", test_full_later);
  ADD ("order", test_order);
#undef ADD
  return g_test_run ();
}
