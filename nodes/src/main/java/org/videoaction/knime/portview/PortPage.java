package org.videoaction.knime.portview;

import java.util.Optional;
import java.util.function.Supplier;
import org.knime.core.webui.data.InitialDataService;
import org.knime.core.webui.data.RpcDataService;
import org.knime.core.webui.node.port.PortView;
import org.knime.core.webui.page.Page;
import org.videoaction.knime.view.ViewPage;

/** A page as the view of a port, with the data that it asks for. */
record PortPage(ViewPage page, Supplier<Object> data) implements PortView {

    @Override
    public Page getPage() {
        return page.page();
    }

    @Override
    public Optional<InitialDataService<Object>> createInitialDataService() {
        return Optional.of(ViewPage.service(data));
    }

    @Override
    public Optional<RpcDataService> createRpcDataService() {
        return Optional.empty();
    }
}
