package org.videoaction.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.standin.NodeRun;
import org.videoaction.standin.NodeState;
import org.videoaction.standin.WorkflowRunner;

/** KNIME warns when a node that it has just opened is in another state than the saved one. */
class OpenedWorkflowsTest {

    private static final Pattern STATE = Pattern.compile("key=\"state\" type=\"xstring\" value=\"(\\w+)\"");

    @Test
    void aSavedWorkflowIsInTheStateThatItHasWhenItWasOpened(@TempDir Path folder) throws Exception {
        ExampleWorkflows.write(folder);
        int configured = 0;
        try (Stream<Path> workflows = Files.list(folder)) {
            for (Path workflow : workflows.toList()) {
                boolean all = true;
                try (WorkflowRunner opened = WorkflowRunner.load(workflow)) {
                    for (NodeRun node : opened.configure()) {
                        boolean is = node.state() == NodeState.CONFIGURED;
                        all &= is;
                        configured += is ? 1 : 0;
                        assertThat(saved(workflow.resolve(node.name() + " (#" + node.id() + ")/settings.xml")))
                            .as("%s in %s", node.name(), workflow).isEqualTo(is ? "CONFIGURED" : "IDLE");
                    }
                }
                assertThat(saved(workflow.resolve("workflow.knime"))).as("%s", workflow)
                    .isEqualTo(all ? "CONFIGURED" : "IDLE");
            }
        }
        assertThat(configured).as("all but those that wait for variables").isGreaterThan(50);
    }

    private static String saved(Path file) throws Exception {
        Matcher state = STATE.matcher(Files.readString(file));
        assertThat(state.find()).isTrue();
        return state.group(1);
    }
}
