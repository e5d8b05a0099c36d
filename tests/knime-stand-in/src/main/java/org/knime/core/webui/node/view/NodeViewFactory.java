package org.knime.core.webui.node.view;

import org.knime.core.node.NodeModel;
import org.knime.core.node.wizard.page.WizardPageContribution;

/** Makes the view of a node; the stand-in shows none. */
public interface NodeViewFactory<T extends NodeModel> extends WizardPageContribution {}
