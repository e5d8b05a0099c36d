/**
 * What ports show in KNIME's modern user interface: the pages of the nodes' views. The only package that knows KNIME's classes for
 * views of ports, which are internal there; where they are missing, ports show the panels that they have by themselves.
 */
package org.videoaction.knime.portview;
