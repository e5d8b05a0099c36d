package org.knime.core.node.wizard.page;

/** Contributes a view to a page. */
public interface WizardPageContribution {
    default boolean hasNodeView() {
        return true;
    }
}
