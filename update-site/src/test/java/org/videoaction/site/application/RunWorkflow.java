package org.videoaction.site.application;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.RegistryFactory;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.port.PortTypeRegistry;
import org.videoaction.standin.NodeRepository;
import org.videoaction.standin.WorkflowListener;
import org.videoaction.standin.WorkflowRunner;

/**
 * Runs a saved workflow of the nodes that the extension registry knows. Arguments: the workflow's folder, the node whose
 * first table is written, the file for it, then settings as node, key and value.
 */
public final class RunWorkflow implements IApplication {

    private static final String NODES = "org.knime.workbench.repository.nodes";
    private static final String PORT_TYPES = "org.knime.core.PortType";

    @Override
    public Object start(IApplicationContext context) throws Exception {
        var arguments = List.of((String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS));
        try (var runner = load(Path.of(arguments.get(0)))) {
            for (int i = 3; i < arguments.size(); i += 3) {
                runner.set(arguments.get(i), arguments.get(i + 1), arguments.get(i + 2));
            }
            var result = runner.run(WorkflowListener.NONE);
            for (var node : result.nodes()) {
                System.out.println(node.name() + ": " + node.state());
                if (node.failure().isPresent()) {
                    node.failure().get().printStackTrace(System.out);
                }
                if (node.name().equals(arguments.get(1)) && !node.outputs().isEmpty()) {
                    write((BufferedDataTable) node.outputs().get(0), Path.of(arguments.get(2)));
                }
            }
            return result.succeeded() ? EXIT_OK : Integer.valueOf(1);
        }
    }

    /** Nodes may rely on nothing but their own class loader, as KNIME's threads have others. */
    private static WorkflowRunner load(Path workflow) throws Exception {
        var thread = Thread.currentThread();
        var nodes = new LinkedHashMap<String, NodeRepository.Maker>();
        for (var node : extensions(NODES, "node")) {
            nodes.put(node.getAttribute("factory-class"),
                () -> (NodeFactory<?>) node.createExecutableExtension("factory-class"));
        }
        // the stand-in reads port types from the plugin.xml that this loader finds
        thread.setContextClassLoader(
            extensions(PORT_TYPES, "portType").get(0).createExecutableExtension("objectSerializer").getClass()
                .getClassLoader());
        PortTypeRegistry.getInstance().availablePortTypes();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        System.out.println("Nodes: " + nodes.keySet());
        return WorkflowRunner.load(workflow, NodeRepository.of(nodes));
    }

    private static List<IConfigurationElement> extensions(String point, String element) {
        return List.of(RegistryFactory.getRegistry().getConfigurationElementsFor(point)).stream()
            .filter(extension -> extension.getName().equals(element)).toList();
    }

    private static void write(BufferedDataTable table, Path file) throws Exception {
        var lines = new ArrayList<>(List.of(String.join(",", table.getDataTableSpec().getColumnNames())));
        for (var row : table) {
            lines.add(StreamSupport.stream(row.spliterator(), false).map(Object::toString).collect(Collectors.joining(",")));
        }
        Files.write(file, lines);
    }

    @Override
    public void stop() {
        // a workflow ends by itself
    }
}
