/**
 * Why a network says what it says of a clip: where and when it shows what speaks for a class, by the network's gradients or by what
 * it loses when a part of the clip is covered.
 */
package org.videoaction.model.insight;
