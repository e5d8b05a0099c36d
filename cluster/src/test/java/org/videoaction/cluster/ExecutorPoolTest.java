package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutorPoolTest {

    private final List<Object> loaded = new ArrayList<>();

    private Object load() {
        loaded.add(new Object());
        return loaded.get(loaded.size() - 1);
    }

    private Object lent(Object key) throws IOException {
        return ExecutorPool.with(key, this::load, lent -> lent);
    }

    @Test
    void tasksOneAfterTheOtherShareWhatTheFirstLoaded() throws IOException {
        Object first = lent(List.of("model", 1));
        assertThat(lent(List.of("model", 1))).isSameAs(first);
        assertThat(loaded).hasSize(1);
    }

    @Test
    void tasksAtTheSameTimeHaveEachTheirOwnAndBothServeLater() throws IOException {
        Object key = new Object();
        Object inner = ExecutorPool.with(key, this::load, outer -> {
            Object other = lent(key);
            assertThat(other).isNotSameAs(outer);
            return other;
        });
        ExecutorPool.with(key, this::load, outer -> lent(key));
        assertThat(loaded).hasSize(2).contains(inner);
    }

    @Test
    void otherTasksHaveOthers() throws IOException {
        assertThat(lent(new Object())).isNotSameAs(lent(new Object()));
    }

    @Test
    void whatATaskThatFailedHadServesTheNextOne() throws IOException {
        Object key = new Object();
        assertThat(catchThrowable(() -> ExecutorPool.with(key, this::load, lent -> {
            throw new IOException("broken");
        }))).hasMessage("broken");
        assertThat(lent(key)).isSameAs(loaded.get(0));
        assertThat(loaded).hasSize(1);
    }
}
