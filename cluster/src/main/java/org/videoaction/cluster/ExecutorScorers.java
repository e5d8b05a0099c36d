package org.videoaction.cluster;

import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.LoadedScorer;
import org.videoaction.model.scoring.VideoScorer;

/**
 * The networks that an executor's process has loaded, which serve one task after the other until the process ends. Tasks have
 * nothing in common but the process, so this is static.
 */
final class ExecutorScorers {

    private static final Map<ScoreTask, Queue<Scorer>> IDLE = new ConcurrentHashMap<>();

    private ExecutorScorers() {
    }

    private record Scorer(VideoModel model, LoadedScorer loaded) {}

    /** Computes with a model. */
    @FunctionalInterface
    interface Work {
        void with(VideoModel model, LoadedScorer scorer) throws IOException;
    }

    /** Lends the work a network for as long as it takes, and loads one where none is idle. */
    static void with(ScoreTask task, Work work) throws IOException {
        Queue<Scorer> idle = IDLE.computeIfAbsent(task, unknown -> new ConcurrentLinkedQueue<>());
        Scorer waiting = idle.poll();
        Scorer scorer = waiting == null ? load(task) : waiting;
        try {
            work.with(scorer.model(), scorer.loaded());
        } finally {
            idle.add(scorer);
        }
    }

    private static Scorer load(ScoreTask task) throws IOException {
        VideoModel model = task.load();
        return new Scorer(model, new VideoScorer(model, task.settings()).load());
    }
}
