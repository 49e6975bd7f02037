/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A data set (design: api, "Data set") is one JSON object of arrays, up to hundreds of megabytes. It is mapped,
 * its arrays are found in one pass, and then its elements are handed out one at a time, so that memory does not
 * grow with the file and every fault can name its line. */

typedef struct _LcDataSet LcDataSet;

/**
 * LcDataSetElement:
 * @text: the JSON text of the element, not terminated; borrowed from the data set
 * @size: its length in bytes
 * @line: line of the file on which it starts, from 1
 * @index: position in its array, from 0
 *
 * One element of an array, or the whole value of a member that is no array. Start with a zeroed one.
 */
typedef struct
{
  const char *text;
  gsize size;
  guint line;
  guint index;
} LcDataSetElement;

/**
 * lc_data_set_open:
 * @path: a file, or a pipe
 * @error: %LP_ERROR_MALFORMED with the line, or with what the file is instead; %LP_ERROR_STORAGE if it cannot be
 *   read
 *
 * Returns: (transfer full) (nullable): the data set, which must not change while it is open
 */
LcDataSet *lc_data_set_open (const char *path, GError **error);

/**
 * lc_data_set_open_bytes:
 * @bytes: the text of a data set
 * @error: %LP_ERROR_MALFORMED with the line
 *
 * Returns: (transfer full) (nullable): the data set
 */
LcDataSet *lc_data_set_open_bytes (GBytes *bytes, GError **error);

/**
 * lc_data_set_close:
 * @self: (transfer full): a data set; its elements are gone with it
 */
void lc_data_set_close (LcDataSet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LcDataSet, lc_data_set_close)

/**
 * lc_data_set_get_members:
 * @self: a data set
 *
 * Returns: (transfer none): names of the members of the object, NULL-terminated
 */
const char *const *lc_data_set_get_members (LcDataSet *self);

/**
 * lc_data_set_is_array:
 * @self: a data set
 * @member: a name
 *
 * Returns: whether the file has that member, and it is an array
 */
gboolean lc_data_set_is_array (LcDataSet *self, const char *member);

/**
 * lc_data_set_get_line:
 * @self: a data set
 * @member: name of a member that it has
 *
 * Returns: the line on which the member's value starts, from 1
 */
guint lc_data_set_get_line (LcDataSet *self, const char *member);

/**
 * lc_data_set_next:
 * @self: a data set
 * @member: a name
 * @element: (inout): the one before; zeroed for the first
 * @error: %LP_ERROR_MALFORMED with the line
 *
 * Returns: whether @element is the next one; %FALSE without @error at the end or if there is no such member
 */
gboolean lc_data_set_next (LcDataSet *self, const char *member, LcDataSetElement *element, GError **error);

/**
 * lc_data_set_find_line:
 * @element: an element
 * @pointer: a JSON pointer into it, such as `/entries/host_name`
 *
 * Returns: the line of the member that @pointer names, or of the deepest part of it that exists
 */
guint lc_data_set_find_line (const LcDataSetElement *element, const char *pointer);

G_END_DECLS
