package org.videoaction.knime;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.ClosedByInterruptException;
import org.junit.jupiter.api.Test;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;

class NodeWorkTest {

    @Test
    void aFileThatAnInterruptClosedMeansThatTheNodeWasCancelled() {
        assertThatThrownBy(() -> NodeWork.run(new ExecutionMonitor(), progress -> {
            throw new ClosedByInterruptException();
        })).isInstanceOf(CanceledExecutionException.class);
    }
}
