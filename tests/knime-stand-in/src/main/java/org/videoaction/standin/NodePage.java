package org.videoaction.standin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortType;
import org.knime.core.webui.data.InitialDataService;
import org.knime.core.webui.node.port.PortView;
import org.knime.core.webui.node.port.PortViewFactory;
import org.knime.core.webui.node.port.PortViewManager;
import org.knime.core.webui.node.port.PortViewManager.PortViews;
import org.knime.core.webui.page.Page;

/**
 * What the view of an executed node, or of one of its ports, shows.
 *
 * @param html the page
 * @param initialData the data that it asks for first, as JSON
 */
public record NodePage(String html, String initialData) {
    private static final String RESULT = "{\"result\":";

    /**
     * What a port shows of its content.
     *
     * @return nothing where no view is registered for it
     * @throws IOException if the page cannot be read
     */
    @SuppressWarnings("unchecked")
    public static Optional<NodePage> of(PortType type, PortObject content) throws IOException {
        PortViews views = PortViewManager.getPortViews(type);
        if (views == null || views.executedIndices().isEmpty()) {
            return Optional.empty();
        }
        Object factory = views.viewDescriptors().get(views.executedIndices().get(0)).viewFactory();
        PortView view = ((PortViewFactory<PortObject>) factory).createPortView(content);
        String data = view.createInitialDataService().map(InitialDataService::getInitialData).orElse(RESULT + "null}");
        return Optional.of(new NodePage(html(view.getPage()), data.substring(RESULT.length(), data.length() - 1)));
    }

    /**
     * The text of a page.
     *
     * @throws IOException if it cannot be read
     */
    public static String html(Page page) throws IOException {
        try (InputStream in = page.getInputStream()) {
            return new String(in.readAllBytes(), page.getCharset().orElse(StandardCharsets.UTF_8));
        }
    }
}
