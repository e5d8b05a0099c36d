package org.videoaction.standin;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ConfigurableNodeFactory;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.Node;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.NodeModel;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.context.ModifiableNodeCreationConfiguration;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.workflow.FlowVariable;
import org.knime.core.node.workflow.NodeProgress;
import org.videoaction.standin.SavedWorkflow.SavedNode;

/** A node of a loaded workflow: settings, ports, state. */
final class RunningNode implements NodeRun {
    private final int m_id;
    private final String m_name;
    private final String m_comment;
    private final Node m_node;
    private final NodeSettings m_settings = new NodeSettings(Node.CFG_MODEL);
    private final VariableOverlay m_overlay;
    private final DefaultNodeProgressMonitor m_progress = new DefaultNodeProgressMonitor();
    private final Map<String, FlowVariable> m_variables = new LinkedHashMap<>();
    private WorkflowListener m_listener = WorkflowListener.NONE;
    private volatile boolean m_canceled;
    private volatile NodeState m_state = NodeState.IDLE;
    private PortObjectSpec[] m_specs;
    private PortObject[] m_outputs = {};
    private String m_warning;
    private String m_told;
    private Throwable m_failure;
    private Duration m_duration = Duration.ZERO;

    RunningNode(SavedNode saved, NodeRepository repository) throws WorkflowException {
        m_id = saved.id();
        m_name = saved.name();
        m_comment = saved.comment();
        try {
            m_node = node(repository.create(saved.factory()), saved.settings());
            if (saved.settings().containsKey(Node.CFG_MODEL)) {
                saved.settings().getNodeSettings(Node.CFG_MODEL).copyTo(m_settings);
            }
            m_overlay = saved.settings().containsKey(Node.CFG_VARIABLES)
                ? VariableOverlay.of(saved.settings().getNodeSettings(Node.CFG_VARIABLES)) : VariableOverlay.none();
        } catch (InvalidSettingsException | WorkflowException e) {
            throw new WorkflowException("node " + this + ": " + e.getMessage(), e);
        }
        m_specs = new PortObjectSpec[m_node.getNrOutPorts() - 1];
        m_progress.addProgressListener(event -> progressed(event.getNodeProgress()));
        m_node.getNodeModel().addWarningListener(warning -> warn(warning == null ? null : warning.getSummary()));
    }

    private static Node node(NodeFactory<NodeModel> factory, NodeSettingsRO settings)
        throws InvalidSettingsException, WorkflowException {
        switch (factory.getType()) {
            case LoopStart, LoopEnd, ScopeStart, ScopeEnd ->
                throw new WorkflowException("loops and scopes are not run here; only KNIME itself runs those");
            default -> {
                // all other nodes are run once
            }
        }
        if (!(factory instanceof ConfigurableNodeFactory<NodeModel> configurable)) {
            return new Node(factory);
        }
        ModifiableNodeCreationConfiguration creation = configurable.createNodeCreationConfig();
        creation.loadSettingsFrom(settings);
        return new Node(factory, creation);
    }

    /** Forgets what an earlier run left. */
    void start(WorkflowListener listener) {
        m_listener = listener;
        m_state = NodeState.IDLE;
        m_canceled = false;
        m_specs = new PortObjectSpec[m_node.getNrOutPorts() - 1];
        m_outputs = new PortObject[0];
        m_warning = null;
        m_told = null;
        m_failure = null;
        m_duration = Duration.ZERO;
        m_progress.reset();
        m_node.reset();
    }

    Node node() {
        return m_node;
    }

    void edit(String keys, String value) throws WorkflowException {
        try {
            SettingEdit.apply(m_settings, keys, value);
        } catch (WorkflowException e) {
            throw new WorkflowException("node " + this + ": " + e.getMessage(), e);
        }
        m_overlay.forget(SettingEdit.path(keys));
    }

    Map<String, FlowVariable> variables() {
        return Collections.unmodifiableMap(m_variables);
    }

    /** @return false if the node refuses */
    boolean configure(PortObjectSpec[] inputs, Map<String, FlowVariable> variables) {
        try {
            loadSettings(variables);
            m_specs = m_node.invokeNodeModelConfigure(inputs);
            checkCount(m_specs);
            enter(NodeState.CONFIGURED);
            return true;
        } catch (InvalidSettingsException | RuntimeException | LinkageError e) {
            fail(e);
            return false;
        }
    }

    private void loadSettings(Map<String, FlowVariable> variables) throws InvalidSettingsException {
        NodeSettings settings = new NodeSettings(Node.CFG_MODEL);
        m_settings.copyTo(settings);
        m_variables.clear();
        m_variables.putAll(variables);
        m_variables.putAll(m_overlay.apply(settings, variables));
        m_node.validateModelSettings(settings);
        m_node.loadModelSettingsFrom(settings);
    }

    /** Runs in the node's own thread. */
    void execute(PortObject[] inputs) {
        enter(NodeState.EXECUTING);
        long start = System.nanoTime();
        try {
            PortObject[] outputs = m_node.invokeNodeModelExecute(new ExecutionContext(m_progress, m_node), inputs);
            checkOutputs(outputs);
            m_outputs = outputs;
            m_specs = Arrays.stream(outputs).map(PortObject::getSpec).toArray(PortObjectSpec[]::new);
            m_duration = Duration.ofNanos(System.nanoTime() - start);
            enter(NodeState.EXECUTED);
        } catch (Throwable e) {
            // whatever a node throws is this node's failure, not the runner's
            m_duration = Duration.ofNanos(System.nanoTime() - start);
            if (e instanceof CanceledExecutionException || m_canceled) {
                enter(NodeState.CANCELED);
            } else {
                fail(e);
            }
        }
    }

    private void checkCount(Object[] outputs) {
        if (outputs.length != m_node.getNrOutPorts() - 1) {
            throw new IllegalStateException(
                "The node has " + (m_node.getNrOutPorts() - 1) + " outputs but gave " + outputs.length);
        }
    }

    private void checkOutputs(PortObject[] outputs) {
        checkCount(outputs);
        for (int i = 0; i < outputs.length; i++) {
            if (outputs[i] == null) {
                throw new IllegalStateException("The node gave nothing at output " + (i + 1));
            }
            if (!m_node.getOutputType(i + 1).acceptsPortObject(outputs[i])) {
                throw new IllegalStateException("The node gave a " + outputs[i].getClass().getName() + " at output "
                    + (i + 1) + " of type " + m_node.getOutputType(i + 1));
            }
        }
    }

    void cancel() {
        m_canceled = true;
        m_progress.setExecuteCanceled();
    }

    void fail(Throwable failure) {
        m_failure = failure;
        enter(NodeState.FAILED);
    }

    private void enter(NodeState state) {
        if (state != m_state) {
            m_state = state;
            m_listener.stateChanged(this);
        }
    }

    private void progressed(NodeProgress progress) {
        m_listener.progressChanged(this, progress.hasProgress() ? progress.getProgress() : 0, progress.getMessage());
    }

    private void warn(String warning) {
        m_warning = warning;
        // every configuration warns anew
        if (warning != null && !warning.equals(m_told)) {
            m_told = warning;
            m_listener.warned(this, warning);
        }
    }

    @Override
    public int id() {
        return m_id;
    }

    @Override
    public String name() {
        return m_name;
    }

    @Override
    public String comment() {
        return m_comment;
    }

    @Override
    public NodeState state() {
        return m_state;
    }

    @Override
    public List<PortObjectSpec> specs() {
        return Arrays.asList(m_specs);
    }

    @Override
    public List<PortObject> outputs() {
        return List.of(m_outputs);
    }

    @Override
    public Optional<NodePage> page() throws IOException {
        return m_state == NodeState.EXECUTED && m_node.getNodeModel() instanceof ViewedNode viewed ? viewed.page()
            : Optional.empty();
    }

    @Override
    public Optional<String> warning() {
        return Optional.ofNullable(m_warning);
    }

    @Override
    public Optional<String> error() {
        return failure().map(e -> e.getMessage() == null ? e.toString() : e.getMessage());
    }

    @Override
    public Optional<Throwable> failure() {
        return Optional.ofNullable(m_failure);
    }

    @Override
    public Duration duration() {
        return m_duration;
    }

    @Override
    public String toString() {
        return "#" + m_id + " \"" + m_name + "\"";
    }
}
