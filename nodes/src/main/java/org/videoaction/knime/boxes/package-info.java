/** Boxes of people as columns of KNIME's tables, and the key frames that such rows make. */
package org.videoaction.knime.boxes;
