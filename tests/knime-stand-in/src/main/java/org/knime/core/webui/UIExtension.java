package org.knime.core.webui;

import org.knime.core.webui.page.Page;

/** Something that a page shows: a dialog, the view of a node or that of a port. */
public interface UIExtension {
    Page getPage();
}
