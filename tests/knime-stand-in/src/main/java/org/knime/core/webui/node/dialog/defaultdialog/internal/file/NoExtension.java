package org.knime.core.webui.node.dialog.defaultdialog.internal.file;

import org.knime.node.parameters.updates.StateProvider;

/** Says that no extension is computed. */
interface NoExtension extends StateProvider<String> {}
