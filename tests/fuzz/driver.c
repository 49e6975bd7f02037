/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "fuzz.h"

/* Runs a fuzz target without a fuzzer: over every file of its corpus, cut short at every length, and over random
 * changes of the files, the same ones in every run. LP_FUZZ_ROUNDS sets how many changes for each file. With
 * clang, link the target against libFuzzer instead of this file: `-fsanitize=fuzzer`. */

#define ROUNDS  2000
#define LONGEST 4096

/* An exact allocation, so that a sanitizer sees a single byte read too many. */
static void
run (const guint8 *data, gsize size)
{
  guint8 *copy = g_malloc (MAX (size, 1));

  memcpy (copy, data, size);
  LLVMFuzzerTestOneInput (copy, size);
  g_free (copy);
}

/* Bytes that matter to some grammar; the NUL at its end is one of them. */
static const char telling[] = "{}[]\",:\\-0123456789eE.+PDWMY \n\xff\xc3";

static gsize
change (GRand *random, guint8 *data, gsize size)
{
  gsize at = size > 0 ? (gsize) g_rand_int_range (random, 0, (gint32) size) : 0;

  switch (size > 0 ? g_rand_int_range (random, 0, 5) : 4)
    {
    case 0: /* another byte */
      data[at] = (guint8) g_rand_int_range (random, 0, 256);
      return size;
    case 1: /* a bit */
      data[at] ^= (guint8) (1 << g_rand_int_range (random, 0, 8));
      return size;
    case 2: /* a byte less */
      memmove (data + at, data + at + 1, size - at - 1);
      return size - 1;
    case 3: /* a piece twice */
      if (size * 2 - at < LONGEST)
        {
          memmove (data + size, data + at, size - at);
          return size * 2 - at;
        }
      return size;
    default: /* a byte more */
      if (size >= LONGEST)
        return size;
      memmove (data + at + 1, data + at, size - at);
      data[at] = (guint8) telling[g_rand_int_range (random, 0, sizeof telling)];
      return size + 1;
    }
}

static void
run_changes (GRand *random, const guint8 *data, gsize size, guint64 rounds)
{
  for (guint64 round = 0; round < rounds; round++)
    {
      guint8 changed[LONGEST];
      gsize length = MIN (size, LONGEST);
      int n_changes = g_rand_int_range (random, 1, 6);

      memcpy (changed, data, length);
      while (n_changes-- > 0)
        length = change (random, changed, length);
      run (changed, length);
    }
}

static int
run_file (GRand *random, const char *path, guint64 rounds)
{
  g_autofree char *data = NULL;
  gsize size;
  g_autoptr (GError) error = NULL;

  if (!g_file_get_contents (path, &data, &size, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  for (gsize length = 0; length <= size; length++)
    run ((const guint8 *) data, length);
  run_changes (random, (const guint8 *) data, size, rounds);
  return 0;
}

int
main (int argc, char *argv[])
{
  const char *wanted = g_getenv ("LP_FUZZ_ROUNDS");
  guint64 rounds = wanted != NULL ? g_ascii_strtoull (wanted, NULL, 10) : ROUNDS;
  g_autoptr (GRand) random = g_rand_new_with_seed (20261124);
  g_autoptr (GDir) directory = argc == 2 ? g_dir_open (argv[1], 0, NULL) : NULL;
  int n_files = 0;
  const char *name;

  if (directory == NULL)
    {
      g_printerr ("usage: %s CORPUS_DIRECTORY\n", argv[0]);
      return 2;
    }
  while ((name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL);

      if (run_file (random, path, rounds) != 0)
        return 1;
      n_files++;
    }
  printf ("%d files, %" G_GUINT64_FORMAT " changes each\n", n_files, rounds);
  return n_files > 0 ? 0 : 1;
}
