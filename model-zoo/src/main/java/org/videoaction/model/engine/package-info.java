/**
 * Networks in files of any program, ONNX and TorchScript, as functions of tensors: opened, asked what they take, and run. The
 * only place that knows ONNX Runtime; libtorch is reached through the package {@code torch}.
 */
package org.videoaction.model.engine;
