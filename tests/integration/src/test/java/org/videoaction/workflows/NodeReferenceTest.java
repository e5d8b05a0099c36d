package org.videoaction.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NodeReferenceTest {

    @Test
    void theReferenceIsWhatTheNodesDeclare() throws Exception {
        Path file = Path.of(System.getProperty("project.root"), NodeReference.FILE);

        assertThat(Files.readString(file).equals(NodeReference.text())).as("""
            %s is up to date; after a build this writes it:
            java -cp "tests/workflow-runner/target/command-line-1.0.0.jar:tests/workflow-runner/target/lib/*" \
            org.videoaction.workflows.NodeReference .""", file).isTrue();
    }
}
