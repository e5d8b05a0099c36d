/**
 * The nodes that make models: the learners with their many settings, one group of them a class, and the untrained
 * networks of the papers.
 */
package org.videoaction.knime.learn;
