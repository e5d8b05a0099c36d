/** Columns of KNIME tables, each declared once: its name, its type, and how its cells are written and read. */
package org.videoaction.knime.table;
