/**
 * Makes models of other programs' weights: which network their names and shapes tell of, and which of its parameters
 * each of them is.
 */
package org.videoaction.model.exchange;
