/**
 * Tables of clips in Arrow files, in the order of their videos: either the pixels themselves, mapped and not copied,
 * or recipes by which they are decoded anew in every pass.
 */
package org.videoaction.data.clip;
