package org.knime.core.node;

/** A view of a node; the stand-in shows none. */
public abstract class AbstractNodeView<T extends AbstractNodeView.ViewableModel> {
    AbstractNodeView() {
    }

    /** What a view can show. */
    interface ViewableModel {}
}
