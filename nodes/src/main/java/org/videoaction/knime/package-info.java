/**
 * The KNIME nodes, grouped below by what they are for. A node translates between KNIME's tables, settings and ports
 * and one class of data-readers or model-zoo; it holds no algorithm.
 */
package org.videoaction.knime;
