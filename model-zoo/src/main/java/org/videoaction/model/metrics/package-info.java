/**
 * How good predictions are: accuracy, average precision of classes and of boxes, and accuracy over cost. Numbers in,
 * numbers out; no model and no file is needed.
 */
package org.videoaction.model.metrics;
