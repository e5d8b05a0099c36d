/**
 * Weights that other programs' authors publish: the catalogue of the files with what their authors say of them, the cache
 * into which they are downloaded, and the names of the classes of their data sets.
 */
package org.videoaction.model.published;
