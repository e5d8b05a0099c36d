/**
 * Reads Python's pickles as data: containers, texts, numbers and numpy's arrays. Whoever reads more gives the classes and
 * functions that it knows; no other is ever looked up, made or called.
 */
package org.videoaction.data.pickle;
