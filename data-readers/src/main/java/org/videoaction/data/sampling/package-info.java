/**
 * Which frames and which crop of them make a clip, by the rules of MMAction2 and of PySlowFast. Arithmetic on frame
 * numbers and sizes alone; no pixel is touched here.
 */
package org.videoaction.data.sampling;
