/**
 * What is said once for a machine and not in a node: the folder of a libtorch for GPUs, where
 * published weights come from, and where copies of videos go.
 */
package org.videoaction.knime.preferences;
