/**
 * The only place that knows libtorch: a network's graph becomes TorchScript text, which runs forwards and backwards
 * on the CPU or on GPUs, and every tensor is closed.
 */
package org.videoaction.model.torch;
