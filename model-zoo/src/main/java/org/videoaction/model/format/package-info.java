/**
 * The files in which programs keep named tensors, read and written byte by byte: torch's archives and pickles, safetensors,
 * protobuf. It knows tensors and texts by their names, no network, and executes nothing that is in a file.
 */
package org.videoaction.model.format;
