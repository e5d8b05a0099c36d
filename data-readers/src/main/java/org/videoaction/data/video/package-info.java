/**
 * Decodes videos with FFmpeg's C functions: index the packets, plan which frames are wanted, decode no more than they
 * need, scale and crop. A broken video ends in a reason, never in a crash.
 */
package org.videoaction.data.video;
