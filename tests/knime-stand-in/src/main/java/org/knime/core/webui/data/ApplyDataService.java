package org.knime.core.webui.data;

/** Takes data back from a page; the stand-in has no dialogs. */
public final class ApplyDataService<D> extends AbstractDataService {
    private ApplyDataService() {
    }
}
