/** The node that says what networks can be computed on here, why other devices cannot be used, and tests each of them. */
package org.videoaction.knime.devices;
