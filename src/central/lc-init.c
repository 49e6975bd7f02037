/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-init.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "lc-id.h"
#include "lc-password.h"
#include "lc-person-rows.h"
#include "lc-schema.h"
#include "lc-store.h"
#include "lc-vendor.h"
#include "lp-order-rules.h"

static gboolean
fail_directory (const char *directory, int number, GError **error)
{
  if (number == ENOTDIR || number == EEXIST)
    g_set_error (error, LP_ERROR, LP_ERROR_STORAGE,
                 "%s is no directory, or lies below something that is none; name another.", directory);
  else
    g_set_error (error, LP_ERROR, LP_ERROR_STORAGE,
                 "%s cannot be used: %s; check its permissions or name another.", directory,
                 g_strerror (number));
  return FALSE;
}

/* Writes the secret under another name first: an interrupted `init` must not leave half a secret. */
static gboolean
make_secret (const char *directory, GError **error)
{
  g_autofree char *path = g_build_filename (directory, LC_STORE_SECRET, NULL);
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  guint8 bytes[LC_STORE_SECRET_SIZE];
  gboolean written;
  int fd;

  if (g_access (path, F_OK) == 0)
    return TRUE;

  g_unlink (part);
  fd = g_open (part, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail_directory (directory, errno, error);

  randombytes_buf (bytes, sizeof bytes);
  written = write (fd, bytes, sizeof bytes) == sizeof bytes && fsync (fd) == 0;
  explicit_bzero (bytes, sizeof bytes);
  if (close (fd) != 0 || !written || g_rename (part, path) != 0)
    return fail_directory (directory, errno, error);

  return TRUE;
}

gboolean
lc_init_prepare (const char *directory, GError **error)
{
  g_autofree char *path = g_build_filename (directory, LC_STORE_DATABASE, NULL);
  g_autofree char *mail = g_build_filename (directory, "mail", NULL);
  g_autoptr (LpDb) db = NULL;

  if (sodium_init () < 0)
    {
      g_set_error_literal (error, LP_ERROR, LP_ERROR_STORAGE, "The system has no source of random numbers.");
      return FALSE;
    }

  if (g_mkdir_with_parents (directory, 0700) != 0 || g_mkdir_with_parents (mail, 0700) != 0)
    return fail_directory (directory, errno, error);

  if (!make_secret (directory, error))
    return FALSE;

  db = lp_db_open (path, LP_DB_CREATE | LP_DB_DURABLE, error);
  return db != NULL && lc_schema_migrate (db, error);
}

static void
check_password (const char *password, GError **fault)
{
  glong length;

  if (!g_utf8_validate (password, -1, NULL))
    {
      lp_error_add_field (fault, "/password", "A password must be UTF-8 text.");
      return;
    }
  length = g_utf8_strlen (password, -1);
  if (length < LC_PASSWORD_MIN_CHARACTERS || length > LC_PASSWORD_MAX_CHARACTERS)
    lp_error_add_field (fault, "/password", "A password has %d to %d characters; this has %ld.",
                        LC_PASSWORD_MIN_CHARACTERS, LC_PASSWORD_MAX_CHARACTERS, length);
}

static gboolean
check (const LcInit *init, const LcVendor *vendor, GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autofree char *email = NULL;

  lc_vendor_validate (vendor, &fault);
  email = lp_email_validate (init->email, "/email", &fault);

  check_password (init->password, &fault);

  if (fault == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

typedef struct
{
  const LcInit *init;
  const LcVendor *vendor;
  const char *hash;
} Job;

static gboolean
write_admin (LcTransaction *tx, const Job *job, gint64 root, GError **error)
{
  g_autofree char *id = lc_id_new ();
  g_autofree char *folded = lc_email_fold (job->init->email);
  gint64 person;

  if (!lp_db_run (tx->db, error,
                  "INSERT INTO person (id, email, email_folded, name, state, password_hash, created_at)"
                  " VALUES ($1, $2, $3, $4, 'active', $5, $6)",
                  "tttttt", id, job->init->email, folded,
                  job->init->name != NULL ? job->init->name : job->init->email, job->hash, tx->now))
    return FALSE;

  person = lp_db_get_last_row (tx->db);
  return lp_db_run (tx->db, error,
                    "INSERT INTO membership (person, group_row, role) VALUES ($1, $2, 'admin')", "ii", person,
                    root);
}

static gpointer
create_job (LcTransaction *tx, gpointer data, GError **error)
{
  const Job *job = data;
  g_autoptr (GError) failure = NULL;
  gint64 root = lc_vendor_get_root (tx->db, &failure);

  if (failure == NULL && root > 0)
    g_set_error_literal (&failure, LP_ERROR, LP_ERROR_CONFLICT,
                         "This directory holds a License Central already; name an empty one.");

  if (failure == NULL)
    root = lc_vendor_create (tx->db, job->vendor, &failure);

  if (failure == NULL)
    write_admin (tx, job, root, &failure);

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return NULL;
}

gboolean
lc_init_create (const char *directory, const LcInit *init, GError **error)
{
  const LcVendor vendor = { .name = init->vendor, .time_zone = init->time_zone };
  g_autoptr (GError) failure = NULL;
  g_autoptr (LcStore) store = NULL;
  g_autofree char *hash = NULL;
  Job job;

  if (!check (init, &vendor, error) || !lc_init_prepare (directory, error))
    return FALSE;

  store = lc_store_open (directory, LP_DATE_NONE, error);
  if (store == NULL)
    return FALSE;

  hash = lc_password_hash (init->password, error);
  if (hash == NULL)
    return FALSE;

  job = (Job){ .init = init, .vendor = &vendor, .hash = hash };
  lc_store_write (store, create_job, &job, &failure);
  lc_store_close (store);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
