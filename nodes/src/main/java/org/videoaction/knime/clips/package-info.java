/** The nodes between files and networks: what videos are like, and clips of them. */
package org.videoaction.knime.clips;
