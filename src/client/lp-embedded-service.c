/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-embedded-service.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "lp-error.h"

#define LISTENING "listening on unix:"

struct _LpEmbeddedService
{
  GObject parent_instance;

  /* Given */
  char *data_dir;
  gboolean demo;
  LpDate today;

  /* While it runs */
  GSubprocess *process;
  char *socket_dir;
  char *socket;
  GDataInputStream *messages;
  char *last_message; /* what it said last on standard error */
  gboolean stopping;
  GCancellable *cancellable; /* ends the readers with this object */
};

G_DEFINE_FINAL_TYPE (LpEmbeddedService, lp_embedded_service, G_TYPE_OBJECT)

enum
{
  ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

LpEmbeddedService *
lp_embedded_service_new (const char *data_dir, gboolean demo, LpDate today)
{
  LpEmbeddedService *self = g_object_new (LP_TYPE_EMBEDDED_SERVICE, NULL);

  self->data_dir = g_strdup (data_dir);
  self->demo = demo;
  self->today = today;
  return self;
}

/* $LICENSE_CENTRAL, the one installed or built beside this program, or the first one in PATH. */
static char *
find_program (void)
{
  static const char *const places[] = { "license-central", "../central/license-central",
                                        "../../central/license-central" };
  const char *given = g_getenv ("LICENSE_CENTRAL");
  g_autofree char *own = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *directory = own != NULL ? g_path_get_dirname (own) : NULL;

  if (given != NULL && *given != '\0')
    return g_strdup (given);
  for (gsize i = 0; directory != NULL && i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_build_filename (directory, places[i], NULL);

      if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&path);
    }
  return g_find_program_in_path ("license-central");
}

/* In the child, before exec: it must not outlive a killed application. */
static void
end_with_parent (gpointer data)
{
  (void) prctl (PR_SET_PDEATHSIG, SIGTERM);
  /* It may have died before this was said. */
  if (getppid () != GPOINTER_TO_INT (data))
    _exit (EXIT_FAILURE);
}

static gboolean
make_private_directory (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0700) == 0)
    return TRUE;
  g_set_error (error, LP_ERROR, LP_ERROR_STORAGE, "The folder “%s” cannot be made: %s", path,
               g_strerror (errno));
  return FALSE;
}

static GSubprocess *
spawn (GPtrArray *arguments, GSubprocessFlags flags, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (flags);
  g_autofree char *program = find_program ();
  GSubprocess *process;
  g_autoptr (GError) failure = NULL;

  if (program == NULL)
    {
      g_set_error_literal (error, LP_ERROR, LP_ERROR_FAILED,
                           "The program “license-central” is not installed beside this one");
      return NULL;
    }
  g_ptr_array_insert (arguments, 0, g_steal_pointer (&program));
  g_subprocess_launcher_set_child_setup (launcher, end_with_parent, GINT_TO_POINTER (getpid ()), NULL);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) arguments->pdata, &failure);
  if (process == NULL)
    g_set_error (error, LP_ERROR, LP_ERROR_FAILED, "The service cannot be started: %s", failure->message);
  return process;
}

static void
add_arguments (GPtrArray *arguments, ...)
{
  va_list list;
  const char *argument;

  va_start (list, arguments);
  while ((argument = va_arg (list, const char *)) != NULL)
    g_ptr_array_add (arguments, g_strdup (argument));
  va_end (list);
}

/* The sentence for people: the last line on standard error that is not a log record. */
static char *
get_last_sentence (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = g_strv_length (lines); i > 0; i--)
    {
      const char *line = g_strstrip (lines[i - 1]);

      if (*line != '\0' && *line != '{')
        return g_strdup (g_str_has_prefix (line, "license-central: ") ? line + strlen ("license-central: ")
                                                                      : line);
    }
  return g_strdup ("The service ended without saying why");
}

/* `init` says each fault of what it was given as `/member: what would be right`. */
static GError *
read_faults (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GError *error = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_str_has_prefix (lines[i], "license-central: /") ? strchr (lines[i], '/') : NULL;
      g_auto (GStrv) parts = line != NULL ? g_strsplit (line, ": ", 2) : NULL;

      if (parts != NULL && g_strv_length (parts) == 2)
        lp_error_add_field (&error, parts[0], "%s", parts[1]);
    }
  return error;
}

static void
init_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GSubprocess *process = G_SUBPROCESS (source);
  g_autofree char *messages = NULL;
  GError *error = NULL;

  if (!g_subprocess_communicate_utf8_finish (process, result, NULL, &messages, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (g_subprocess_get_successful (process))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  error = read_faults (messages != NULL ? messages : "");
  if (error == NULL)
    {
      g_autofree char *sentence = get_last_sentence (messages != NULL ? messages : "");

      error = g_error_new_literal (LP_ERROR, LP_ERROR_FAILED, sentence);
    }
  g_task_return_error (task, error);
}

void
lp_embedded_service_init_async (LpEmbeddedService *self,
                                const char *vendor,
                                const char *email,
                                const char *password,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *input = g_strconcat (password, "\n", NULL);
  g_autoptr (GSubprocess) process = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, lp_embedded_service_init_async);
  add_arguments (arguments, "init", "--data", self->data_dir, "--vendor", vendor, "--email", email, NULL);
  g_ptr_array_add (arguments, NULL);
  if (make_private_directory (self->data_dir, &error))
    process = spawn (arguments, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
  if (process == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_subprocess_communicate_utf8_async (process, input, cancellable, init_done, g_steal_pointer (&task));
}

gboolean
lp_embedded_service_init_finish (LpEmbeddedService *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The readers of a running process must not keep this object alive: it ends the process when it goes. */
static GWeakRef *
weak_new (LpEmbeddedService *self)
{
  GWeakRef *weak = g_new (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  return weak;
}

static LpEmbeddedService *
weak_take (GWeakRef *weak)
{
  LpEmbeddedService *self = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak);
  return self;
}

/* Standard error is read to its end, so that the service never waits for a reader. */
static void
message_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpEmbeddedService) self = weak_take (user_data);
  char *line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  if (line == NULL || self == NULL)
    {
      g_free (line);
      return;
    }
  if (*line == '{' || *line == '\0')
    g_free (line);
  else
    {
      g_free (self->last_message);
      self->last_message = line;
    }
  g_data_input_stream_read_line_async (G_DATA_INPUT_STREAM (source), G_PRIORITY_DEFAULT, self->cancellable,
                                       message_read, weak_new (self));
}

static void
process_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpEmbeddedService) self = weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (!g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL) || self == NULL || self->stopping ||
      self->process != G_SUBPROCESS (source))
    return;
  sentence = get_last_sentence (self->last_message != NULL ? self->last_message : "");
  error = g_error_new (LP_ERROR, LP_ERROR_FAILED, "The service of this application has stopped: %s",
                       sentence);
  g_clear_object (&self->process);
  g_signal_emit (self, signals[ENDED], 0, error);
}

/* Standard output ends without the line when the service refuses to start; what it said on standard error is
 * complete once the process has been waited for. */
static void
refused (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LpEmbeddedService *self = g_task_get_source_object (task);
  g_autofree char *messages = NULL;
  g_autofree char *sentence = NULL;

  (void) g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, NULL, &messages, NULL);
  sentence = get_last_sentence (messages != NULL ? messages : "");
  lp_embedded_service_stop (self);
  g_task_return_new_error (task, LP_ERROR, LP_ERROR_FAILED, "%s", sentence);
}

static void
line_or_end_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  LpEmbeddedService *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source), result,
                                                                     NULL, &error);

  if (line == NULL && error == NULL)
    {
      g_subprocess_communicate_utf8_async (self->process, NULL, g_task_get_cancellable (task), refused, task);
      return;
    }
  if (line != NULL && g_str_has_prefix (line, LISTENING))
    {
      self->messages = g_data_input_stream_new (g_subprocess_get_stderr_pipe (self->process));
      g_data_input_stream_read_line_async (self->messages, G_PRIORITY_DEFAULT, self->cancellable,
                                           message_read, weak_new (self));
      g_subprocess_wait_async (self->process, self->cancellable, process_ended, weak_new (self));
      g_task_return_pointer (task,
                             lp_server_address_new_for_service (line + strlen (LISTENING), self->data_dir),
                             (GDestroyNotify) lp_server_address_unref);
    }
  else
    {
      lp_embedded_service_stop (self);
      if (error != NULL)
        g_task_return_error (task, g_steal_pointer (&error));
      else
        g_task_return_new_error (task, LP_ERROR, LP_ERROR_FAILED,
                                 "The service said “%s” instead of where it listens", line);
    }
  g_object_unref (task);
}

static gboolean
make_socket_path (LpEmbeddedService *self, GError **error)
{
  g_autofree char *template = NULL;

  /* Whoever talks to a service that has died finds the next one at the same place. */
  if (self->socket_dir != NULL)
    return TRUE;
  template = g_build_filename (g_get_user_runtime_dir (), "license-portal-XXXXXX", NULL);
  /* A runtime directory may be missing (no session), and a socket's path is short: 107 bytes. */
  if (strlen (template) > 80 || g_mkdtemp (template) == NULL)
    {
      g_free (template);
      template = g_dir_make_tmp ("license-portal-XXXXXX", error);
      if (template == NULL)
        return FALSE;
    }
  self->socket_dir = g_steal_pointer (&template);
  self->socket = g_build_filename (self->socket_dir, "socket", NULL);
  return TRUE;
}

static GPtrArray *
serve_arguments (LpEmbeddedService *self)
{
  GPtrArray *arguments = g_ptr_array_new_with_free_func (g_free);
  char day[LP_DATE_STRING_SIZE];

  add_arguments (arguments, "serve", "--data", self->data_dir, "--socket", self->socket, NULL);
  if (self->demo)
    add_arguments (arguments, "--demo", NULL);
  if (self->today != LP_DATE_NONE)
    add_arguments (arguments, "--today", lp_date_format (self->today, day), NULL);
  g_ptr_array_add (arguments, NULL);
  return arguments;
}

void
lp_embedded_service_start_async (LpEmbeddedService *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GPtrArray) arguments = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, lp_embedded_service_start_async);
  lp_embedded_service_stop (self);
  self->stopping = FALSE;
  if (make_private_directory (self->data_dir, &error) && make_socket_path (self, &error))
    {
      arguments = serve_arguments (self);
      self->process = spawn (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                             &error);
    }
  if (self->process == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (output), FALSE);
  g_data_input_stream_read_line_async (output, G_PRIORITY_DEFAULT, cancellable, line_or_end_read,
                                       g_steal_pointer (&task));
}

LpServerAddress *
lp_embedded_service_start_finish (LpEmbeddedService *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
lp_embedded_service_stop (LpEmbeddedService *self)
{
  self->stopping = TRUE;
  if (self->process != NULL)
    g_subprocess_send_signal (self->process, SIGTERM);
  g_clear_object (&self->process);
  g_clear_object (&self->messages);
  g_clear_pointer (&self->last_message, g_free);
  if (self->socket != NULL)
    (void) g_unlink (self->socket);
}

static void
lp_embedded_service_dispose (GObject *object)
{
  LpEmbeddedService *self = LP_EMBEDDED_SERVICE (object);

  g_cancellable_cancel (self->cancellable);
  lp_embedded_service_stop (self);
  G_OBJECT_CLASS (lp_embedded_service_parent_class)->dispose (object);
}

static void
lp_embedded_service_finalize (GObject *object)
{
  LpEmbeddedService *self = LP_EMBEDDED_SERVICE (object);

  if (self->socket_dir != NULL)
    (void) g_rmdir (self->socket_dir);
  g_clear_pointer (&self->socket, g_free);
  g_clear_pointer (&self->socket_dir, g_free);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->data_dir, g_free);
  G_OBJECT_CLASS (lp_embedded_service_parent_class)->finalize (object);
}

static void
lp_embedded_service_class_init (LpEmbeddedServiceClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = lp_embedded_service_dispose;
  object_class->finalize = lp_embedded_service_finalize;
  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
lp_embedded_service_init (LpEmbeddedService *self)
{
  self->today = LP_DATE_NONE;
  self->cancellable = g_cancellable_new ();
}
