/**
 * Datasets' lists of videos, each format read into the same entries of path, labels and what else the list says; all
 * wrong lines are reported at once.
 */
package org.videoaction.data.list;
