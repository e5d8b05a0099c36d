package org.knime.core.webui.data;

import java.util.Optional;

/** What a page gets its data from. */
public interface DataServiceProvider {
    <D> Optional<InitialDataService<D>> createInitialDataService();

    Optional<RpcDataService> createRpcDataService();

    <D> Optional<ApplyDataService<D>> createApplyDataService();
}
