/** The nodes that apply models to clips, boxes and long videos, and those that measure what came of it. */
package org.videoaction.knime.score;
