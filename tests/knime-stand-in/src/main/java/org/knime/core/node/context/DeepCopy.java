package org.knime.core.node.context;

/** Can copy itself with all that it holds. */
public interface DeepCopy<T> {
    T copy();
}
