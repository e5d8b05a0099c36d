package org.videoaction.standin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.NodeModel;

/** The nodes that workflows can be made of. */
public final class NodeRepository {
    private final Set<String> m_factories;

    private NodeRepository(Collection<String> factories) {
        m_factories = new LinkedHashSet<>(factories);
    }

    /** @return the nodes that the plug-ins on the class path contribute */
    public static NodeRepository ofPlugins() {
        return new NodeRepository(Contributions.nodeFactories());
    }

    /**
     * Adds nodes that no plug-in contributes, as tests need them.
     *
     * @param factories their factories
     * @return these nodes and the new ones
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final NodeRepository with(Class<? extends NodeFactory<?>>... factories) {
        List<String> all = new ArrayList<>(m_factories);
        Stream.of(factories).map(Class::getName).forEach(all::add);
        return new NodeRepository(all);
    }

    /** @return the class names of all factories */
    public Set<String> factories() {
        return Set.copyOf(m_factories);
    }

    /**
     * Makes a factory.
     *
     * @param className its class
     * @return a new factory
     * @throws WorkflowException if there is no such node
     */
    @SuppressWarnings("unchecked")
    public NodeFactory<NodeModel> create(String className) throws WorkflowException {
        if (!m_factories.contains(className)) {
            throw new WorkflowException("the node factory " + className + " is not installed");
        }
        try {
            return (NodeFactory<NodeModel>)Contributions.create(
                Class.forName(className, true, Contributions.classLoader()));
        } catch (ClassNotFoundException e) {
            throw new WorkflowException("the node factory " + className + " is contributed but not there", e);
        }
    }
}
