package org.videoaction.standin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.IntValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.workflow.FlowVariable;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.videoaction.standin.nodes.BoxFactory;
import org.videoaction.standin.nodes.BoxPortObject;
import org.videoaction.standin.nodes.BrokenFactory;
import org.videoaction.standin.nodes.LoopFactory;
import org.videoaction.standin.nodes.NumbersFactory;
import org.videoaction.standin.nodes.NumbersParameters;
import org.videoaction.standin.nodes.SleepFactory;
import org.videoaction.standin.nodes.SumFactory;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(30)
class WorkflowRunnerTest {
    private static final Plugin PLUGIN = new Plugin("Fixtures", "org.videoaction.fixtures", "Video Action Recognition",
        "1.0.0", null, null);
    @TempDir
    private Path m_folder;
    private WorkflowWriter m_workflow;

    @BeforeEach
    void startWorkflow() {
        m_workflow = new WorkflowWriter(PLUGIN);
    }

    private WorkflowRunner runner() throws Exception {
        m_workflow.write(m_folder);
        return WorkflowRunner.load(m_folder);
    }

    private RunResult run() throws Exception {
        try (WorkflowRunner runner = runner()) {
            return runner.run(WorkflowListener.NONE);
        }
    }

    private static String sum(NodeRun node) {
        return SumFactory.text(((BufferedDataTable) node.outputs().get(0)).iterator().next());
    }

    private WrittenNode numbersIntoSum() {
        WrittenNode numbers = m_workflow.node(NumbersFactory.class);
        WrittenNode sum = m_workflow.node(SumFactory.class);
        m_workflow.connect(numbers, 1, sum, 1);
        return numbers;
    }

    private void replaceIn(String file, String old, String replacement) throws IOException {
        Path path = m_folder.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(old);
        Files.writeString(path, text.replace(old, replacement));
    }

    @Test
    void nodesAreExecutedInOrderWithTheirParameters() throws Exception {
        NumbersParameters parameters = new NumbersParameters();
        parameters.m_count = 4;
        numbersIntoSum().parameters(parameters).comment("Count to four").at(40, 40);
        RunResult result = run();
        assertThat(result.error()).isEmpty();
        assertThat(result.succeeded()).isTrue();
        assertThat(sum(result.node(2))).isEqualTo("all = 10");
        assertThat(result.node(1).comment()).isEqualTo("Count to four");
    }

    @Test
    void settingsCanBeChangedByNumberCommentAndName() throws Exception {
        numbersIntoSum().comment("Count");
        try (WorkflowRunner runner = runner()) {
            runner.set("#1", "count", "2").set("Count", "column", "n").set("Sum", "title", "two");
            RunResult result = runner.run(WorkflowListener.NONE);
            assertThat(sum(result.node(2))).isEqualTo("two = 3");
        }
    }

    @Test
    void wrongNodeOrSettingIsRefusedWithTheNearOnes() throws Exception {
        numbersIntoSum();
        try (WorkflowRunner runner = runner()) {
            assertThatThrownBy(() -> runner.set("Number", "count", "2")).isInstanceOf(WorkflowException.class)
                .hasMessageContaining("did you mean [Numbers]");
            assertThatThrownBy(() -> runner.set("Numbers", "cuont", "2")).isInstanceOf(WorkflowException.class)
                .hasMessageContaining("did you mean [count]");
            assertThatThrownBy(() -> runner.set("Numbers", "count", "two")).isInstanceOf(WorkflowException.class)
                .hasMessageContaining("\"two\" does not fit");
            assertThatThrownBy(() -> runner.setVariable("x", "2")).isInstanceOf(WorkflowException.class);
        }
    }

    @Test
    void workflowVariablesReplaceSettingsAndSettingsBecomeVariables() throws Exception {
        WrittenNode numbers = numbersIntoSum().use("count", "n").expose("column", "title");
        WrittenNode sum = m_workflow.node(SumFactory.class).use("title", "title");
        m_workflow.connect(numbers, 1, sum, 1).connect(numbers, 0, sum, 0)
            .variable(new FlowVariable("n", 5)).variable(new FlowVariable("title", "hidden"));
        try (WorkflowRunner runner = runner()) {
            RunResult result = runner.run(WorkflowListener.NONE);
            assertThat(sum(result.node(3))).isEqualTo("number = 15");
            RunResult again = runner.setVariable("n", "1").run(WorkflowListener.NONE);
            assertThat(sum(again.node(3))).isEqualTo("number = 1");
        }
    }

    @Test
    void aSettingSetByHandIsNoLongerTakenFromAVariable() throws Exception {
        numbersIntoSum().use("count", "n");
        m_workflow.variable(new FlowVariable("n", 5));
        try (WorkflowRunner runner = runner()) {
            RunResult result = runner.set("#1", "count", "2").run(WorkflowListener.NONE);
            assertThat(sum(result.node(2))).isEqualTo("all = 3");
        }
    }

    @Test
    void missingVariableFailsTheNodeBeforeAnythingIsExecuted() throws Exception {
        numbersIntoSum().use("count", "n");
        RunResult result = run();
        assertThat(result.node(1).state()).isEqualTo(NodeState.FAILED);
        assertThat(result.error().orElseThrow()).startsWith("Numbers (#1): ").contains("\"n\"");
        assertThat(result.node(2).state()).isEqualTo(NodeState.IDLE);
    }

    @Test
    void settingsThatTheParametersRefuseFailTheNode() throws Exception {
        numbersIntoSum();
        try (WorkflowRunner runner = runner()) {
            RunResult result = runner.set("#1", "count", "-1").run(WorkflowListener.NONE);
            assertThat(result.error()).hasValue("Numbers (#1): The count must not be negative.");
        }
    }

    @Test
    void wrongKeyInTheFileFailsTheNode() throws Exception {
        numbersIntoSum();
        m_workflow.write(m_folder);
        replaceIn("Numbers (#1)/settings.xml", "key=\"count\"", "key=\"counter\"");
        try (WorkflowRunner runner = WorkflowRunner.load(m_folder)) {
            assertThat(runner.run(WorkflowListener.NONE).error().orElseThrow()).contains("\"count\" is missing");
        }
    }

    @Test
    void anOptionalPortMayBeAbsentOrPresent() throws Exception {
        WrittenNode numbers = m_workflow.node(NumbersFactory.class);
        WrittenNode without = m_workflow.node(SumFactory.class);
        WrittenNode with = m_workflow.node(SumFactory.class).port(SumFactory.MORE, BufferedDataTable.TYPE);
        m_workflow.connect(numbers, 1, without, 1).connect(numbers, 1, with, 1).connect(numbers, 1, with, 2);
        RunResult result = run();
        assertThat(result.error()).isEmpty();
        assertThat(sum(result.node(2))).isEqualTo("all = 6");
        assertThat(sum(result.node(3))).isEqualTo("all = 12");
    }

    @Test
    void anUnconnectedInputIsRefused() throws Exception {
        m_workflow.node(SumFactory.class);
        assertThatThrownBy(this::runner).isInstanceOf(WorkflowException.class)
            .hasMessageContaining("input 1 of node #1 \"Sum\" is not connected");
    }

    @Test
    void aNodeOfAnotherPluginIsRefused() throws Exception {
        numbersIntoSum();
        m_workflow.write(m_folder);
        replaceIn("Sum (#2)/settings.xml", SumFactory.class.getName(), "org.example.ForeignFactory");
        assertThatThrownBy(() -> WorkflowRunner.load(m_folder)).isInstanceOf(WorkflowException.class)
            .hasMessage("node #2 \"Sum\": the node factory org.example.ForeignFactory is not installed");
    }

    @Test
    void aCircleIsRefused() throws Exception {
        WrittenNode first = m_workflow.node(SumFactory.class);
        WrittenNode second = m_workflow.node(SumFactory.class);
        m_workflow.connect(first, 1, second, 1).connect(second, 1, first, 1);
        assertThatThrownBy(this::runner).isInstanceOf(WorkflowException.class).hasMessageContaining("circle");
    }

    @Test
    void loopsMetanodesAndComponentsAreRefused() throws Exception {
        m_workflow.node(LoopFactory.class);
        assertThatThrownBy(this::runner).isInstanceOf(WorkflowException.class).hasMessageContaining("loops");
        replaceIn("workflow.knime", "NativeNode", "MetaNode");
        assertThatThrownBy(() -> WorkflowRunner.load(m_folder)).hasMessageContaining("\"Loop Start\" is a metanode");
        replaceIn("workflow.knime", "MetaNode", "SubNode");
        assertThatThrownBy(() -> WorkflowRunner.load(m_folder)).hasMessageContaining("is a component");
    }

    @Test
    void missingAndMalformedFilesAreRefusedInOneLine() throws Exception {
        assertThatThrownBy(() -> WorkflowRunner.load(m_folder.resolve("nowhere")))
            .isInstanceOf(WorkflowException.class).hasMessageContaining("there is no file");
        numbersIntoSum();
        m_workflow.write(m_folder);
        Files.writeString(m_folder.resolve("workflow.knime"), "<config key='x'><entry");
        assertThatThrownBy(() -> WorkflowRunner.load(m_folder)).isInstanceOf(WorkflowException.class)
            .hasMessageContaining("workflow.knime: not a KNIME configuration").message().doesNotContain("\n");
    }

    @Test
    void aNodeThatFailsStopsOnlyThoseThatDependOnIt() throws Exception {
        WrittenNode numbers = m_workflow.node(NumbersFactory.class);
        WrittenNode broken = m_workflow.node(BrokenFactory.class);
        WrittenNode after = m_workflow.node(SumFactory.class);
        WrittenNode beside = m_workflow.node(SumFactory.class);
        m_workflow.connect(numbers, 1, broken, 1).connect(broken, 1, after, 1).connect(numbers, 1, beside, 1);
        RunResult result = run();
        assertThat(result.nodes()).extracting(NodeRun::state).containsExactly(NodeState.EXECUTED, NodeState.FAILED,
            NodeState.CONFIGURED, NodeState.EXECUTED);
        assertThat(result.error()).hasValue("Broken (#2): a defect");
        assertThat(result.node(2).failure().orElseThrow()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void stateProgressAndWarningsAreHeard() throws Exception {
        numbersIntoSum().set("count", "0");
        List<String> heard = new ArrayList<>();
        WorkflowListener listener = new WorkflowListener() {
            @Override
            public void stateChanged(NodeRun node) {
                heard.add(node.name() + " " + node.state());
            }

            @Override
            public void progressChanged(NodeRun node, double fraction, String message) {
                heard.add(node.name() + " " + fraction + " " + message);
            }

            @Override
            public void warned(NodeRun node, String warning) {
                heard.add(node.name() + " warns: " + warning);
            }
        };
        try (WorkflowRunner runner = runner()) {
            RunResult result = runner.run(listener);
            assertThat(heard).containsExactly("Numbers CONFIGURED", "Sum CONFIGURED", "Numbers EXECUTING",
                "Numbers warns: There are no numbers", "Numbers EXECUTED", "Sum EXECUTING", "Sum EXECUTED");
            assertThat(result.node(1).warning()).hasValue("There are no numbers");
            heard.clear();
            runner.set("#1", "count", "2").run(listener);
            assertThat(heard).contains("Numbers 0.5 number 1", "Numbers 1.0 number 2");
        }
    }

    @Test
    void cancelInterruptsTheNodeThatExecutes() throws Exception {
        WrittenNode numbers = m_workflow.node(NumbersFactory.class);
        WrittenNode sleep = m_workflow.node(SleepFactory.class);
        WrittenNode sum = m_workflow.node(SumFactory.class);
        m_workflow.connect(numbers, 1, sleep, 1).connect(sleep, 1, sum, 1);
        CountDownLatch asleep = new CountDownLatch(1);
        try (WorkflowRunner runner = runner()) {
            CompletableFuture<RunResult> result = CompletableFuture.supplyAsync(() -> runner.run(new WorkflowListener() {
                @Override
                public void progressChanged(NodeRun node, double fraction, String message) {
                    if ("asleep".equals(message)) {
                        asleep.countDown();
                    }
                }
            }));
            asleep.await();
            runner.cancel();
            RunResult canceled = result.get(10, TimeUnit.SECONDS);
            assertThat(canceled.canceled()).isTrue();
            assertThat(canceled.error()).hasValue("the workflow was canceled");
            assertThat(canceled.nodes()).extracting(NodeRun::state).containsExactly(NodeState.EXECUTED,
                NodeState.CANCELED, NodeState.CONFIGURED);
        }
    }

    @Test
    void fileStoresSurviveTheFileAndGoWithTheRunner() throws Exception {
        m_workflow.node(BoxFactory.class);
        BoxPortObject box;
        try (WorkflowRunner runner = runner()) {
            RunResult result = runner.run(WorkflowListener.NONE);
            assertThat(result.error()).isEmpty();
            box = (BoxPortObject) result.node(1).outputs().get(0);
            BoxPortObject copy = (BoxPortObject) new PortObjectFile(m_folder.resolve("box.zip")).write(box).read();
            assertThat(copy.text()).isEqualTo("hello world").isEqualTo(box.text());
            assertThat(copy.getSpec()).isEqualTo(box.getSpec());
            assertThat(copy.store().getFile()).isNotEqualTo(box.store().getFile());
        }
        assertThat(box.store().getFile()).doesNotExist();
    }

    @Test
    void tablesKnowTheBoundsOfTheirNumbers() throws Exception {
        m_workflow.node(NumbersFactory.class);
        BufferedDataTable table = (BufferedDataTable) run().node(1).outputs().get(0);
        assertThat(((IntValue) table.getSpec().getColumnSpec(0).getDomain().getUpperBound()).getIntValue()).isEqualTo(3);
        assertThat(table.size()).isEqualTo(3);
    }

    @Test
    void writingTwiceGivesTheSameFiles() throws Exception {
        numbersIntoSum();
        m_workflow.write(m_folder);
        String first = Files.readString(m_folder.resolve("Sum (#2)/settings.xml"));
        m_workflow.write(m_folder);
        assertThat(m_folder.resolve("Sum (#2)/settings.xml")).hasContent(first);
    }

    @Test
    void anInputAndAnOutputCannotHaveTheSameName() {
        DefaultNodeFactory factory = new DefaultNodeFactory(DefaultNode.create().name("Same").icon("same.png")
            .shortDescription("Passes.").fullDescription("Passes a table.").sinceVersion(1, 0, 0)
            .ports(ports -> ports.addInputTable("Table", "In.").addOutputTable("Table", "Out."))
            .model(model -> model.withoutParameters().configure((input, output) -> {}).execute((input, output) -> {}))) {};
        assertThatThrownBy(factory::createNodeModel).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("\"Table\"");
    }
}
