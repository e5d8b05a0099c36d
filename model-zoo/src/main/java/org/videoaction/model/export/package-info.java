/**
 * Writes models for other programs: ONNX and TorchScript with the network inside, or a PyTorch checkpoint of the
 * weights alone.
 */
package org.videoaction.model.export;
