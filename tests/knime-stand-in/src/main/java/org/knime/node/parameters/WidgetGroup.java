package org.knime.node.parameters;

/** Parameters that belong together in the dialog. */
public interface WidgetGroup {}
