package org.knime.core.node.workflow;

/** What goes along with the data from node to node. */
abstract class FlowObject implements Cloneable {}
