/** Reads files of named tensors that other programs saved, without executing anything that is in them. */
package org.videoaction.model.checkpoint;
