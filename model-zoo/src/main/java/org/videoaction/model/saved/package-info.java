/**
 * A model as one file: the network's description, its weights, its classes, what clips it wants and how it was
 * trained.
 */
package org.videoaction.model.saved;
