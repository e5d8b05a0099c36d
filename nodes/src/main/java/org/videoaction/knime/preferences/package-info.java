/**
 * What is said once for a machine and not in a node: the folder of a libtorch for GPUs, and where
 * published weights come from.
 */
package org.videoaction.knime.preferences;
