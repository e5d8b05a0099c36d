/** Draws what was found in a video, labels and boxes, into its frames and writes them as a new video. */
package org.videoaction.data.annotation;
