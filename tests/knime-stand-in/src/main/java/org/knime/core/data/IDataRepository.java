package org.knime.core.data;

/** Tables and file stores of a workflow; the stand-in keeps them elsewhere. */
public interface IDataRepository {}
