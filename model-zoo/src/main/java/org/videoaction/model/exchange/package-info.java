/**
 * Models from and for other programs: which network the names and shapes of tensors tell of, which of its parameters each of
 * them is, and our networks written as ONNX, TorchScript and PyTorch checkpoints.
 */
package org.videoaction.model.exchange;
