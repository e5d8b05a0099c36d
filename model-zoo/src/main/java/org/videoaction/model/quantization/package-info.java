/**
 * Networks in 8-bit integers: which layers compute in them, the ranges of their activations as calibration clips show
 * them, the rounding of their weights, and what is lost by it. Arithmetic alone; nothing here runs a network.
 */
package org.videoaction.model.quantization;
