/**
 * Runs and writes workflows without KNIME. The packages below org.knime offer the part of KNIME's API that the nodes
 * touch, working in one JVM; what they need beyond that API is here.
 */
package org.videoaction.standin;
