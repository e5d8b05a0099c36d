/** The node that says what networks can be computed on here. */
package org.videoaction.knime.devices;
