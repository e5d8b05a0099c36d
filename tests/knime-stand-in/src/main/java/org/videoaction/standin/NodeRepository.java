package org.videoaction.standin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.NodeModel;

/** The nodes that workflows can be made of. */
public final class NodeRepository {
    private final Map<String, Maker> m_makers;

    /** Makes the factory of a node. */
    @FunctionalInterface
    public interface Maker {
        /**
         * Makes a factory.
         *
         * @return a new factory
         * @throws Exception if its class is not there or cannot be created
         */
        NodeFactory<?> make() throws Exception;
    }

    private NodeRepository(Map<String, Maker> makers) {
        m_makers = new LinkedHashMap<>(makers);
    }

    /**
     * A repository of given nodes.
     *
     * @param makers what makes each factory, by its class name
     * @return the nodes
     */
    public static NodeRepository of(Map<String, Maker> makers) {
        return new NodeRepository(makers);
    }

    /** @return the nodes that the plug-ins on the class path contribute */
    public static NodeRepository ofPlugins() {
        Map<String, Maker> makers = new LinkedHashMap<>();
        Contributions.nodeFactories().forEach(name -> makers.put(name, () -> (NodeFactory<?>) Contributions.create(
            Class.forName(name, true, Contributions.classLoader()))));
        return of(makers);
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
        NodeRepository all = of(m_makers);
        Stream.of(factories).forEach(type -> all.m_makers.put(type.getName(), () -> Contributions.create(type)));
        return all;
    }

    /** @return the class names of all factories */
    public Set<String> factories() {
        return Set.copyOf(m_makers.keySet());
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
        Maker maker = m_makers.get(className);
        if (maker == null) {
            throw new WorkflowException("the node factory " + className + " is not installed");
        }
        try {
            return (NodeFactory<NodeModel>) maker.make();
        } catch (Exception e) {
            throw new WorkflowException("the node factory " + className + " is contributed but not there: " + e, e);
        }
    }
}
