package org.knime.core.webui.node.port;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.knime.core.node.port.PortType;

/** Knows the views of ports by the class of their content. */
public final class PortViewManager {
    private static final PortViewManager INSTANCE = new PortViewManager();
    private final Map<String, PortViews> m_views = new ConcurrentHashMap<>();

    private PortViewManager() {
    }

    public static synchronized PortViewManager getInstance() {
        return INSTANCE;
    }

    public static void registerPortViews(String objectClass, List<PortViewDescriptor> views,
        List<Integer> configured, List<Integer> executed) {
        INSTANCE.m_views.put(objectClass, new PortViews(views, configured, executed));
    }

    public static PortViews getPortViews(PortType type) {
        return INSTANCE.m_views.get(type.getPortObjectClass().getName());
    }

    /** A view with its name; the factory is one for content or one for specs. */
    public record PortViewDescriptor(String label, Object viewFactory) {}

    /** The views of a kind of port, and which of them are for nodes that are configured, or executed. */
    public record PortViews(List<PortViewDescriptor> viewDescriptors, List<Integer> configuredIndices,
        List<Integer> executedIndices) {}
}
