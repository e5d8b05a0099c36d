package org.videoaction.workflows;

import java.io.PrintStream;
import java.util.Locale;
import org.videoaction.standin.NodeRun;
import org.videoaction.standin.NodeState;
import org.videoaction.standin.WorkflowListener;

/** Prints what happens in a workflow, progress at most every two seconds. */
final class Console implements WorkflowListener {

    private static final long INTERVAL_NANOS = 2_000_000_000L;

    private final PrintStream out;
    private long lastProgress = System.nanoTime();

    Console(PrintStream out) {
        this.out = out;
    }

    static String name(NodeRun node) {
        return node.comment().isEmpty() ? node.name() + " (#" + node.id() + ")" : node.comment();
    }

    @Override
    public synchronized void stateChanged(NodeRun node) {
        String state = node.state().name().toLowerCase(Locale.ROOT);
        out.println(node.state() == NodeState.EXECUTED
            ? String.format(Locale.ROOT, "%s: %s in %.1f s", name(node), state, node.duration().toMillis() / 1000.0)
            : name(node) + ": " + state);
        out.flush();
    }

    @Override
    public synchronized void progressChanged(NodeRun node, double fraction, String message) {
        long now = System.nanoTime();
        if (message != null && now - lastProgress > INTERVAL_NANOS) {
            lastProgress = now;
            out.printf(Locale.ROOT, "%s: %3.0f%%  %s%n", name(node), 100 * fraction, message);
            out.flush();
        }
    }

    @Override
    public synchronized void warned(NodeRun node, String warning) {
        out.println(name(node) + ": warning: " + warning);
    }
}
