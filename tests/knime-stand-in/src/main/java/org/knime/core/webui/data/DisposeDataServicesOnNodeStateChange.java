package org.knime.core.webui.data;

/** Marks what is made anew when a node's state changes. */
public interface DisposeDataServicesOnNodeStateChange {}
