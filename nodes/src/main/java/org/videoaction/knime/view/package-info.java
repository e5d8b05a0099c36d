/** The nodes' views: pages that get their data as JSON and draw it without anything from the network. */
package org.videoaction.knime.view;
