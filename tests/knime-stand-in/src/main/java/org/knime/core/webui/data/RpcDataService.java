package org.knime.core.webui.data;

/** Answers a page's questions; the stand-in shows none. */
public final class RpcDataService extends AbstractDataService {
    private RpcDataService() {
    }
}
