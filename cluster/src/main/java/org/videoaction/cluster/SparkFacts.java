package org.videoaction.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.videoaction.data.FilePath;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.video.VideoContent;
import org.videoaction.model.training.ClipFacts;
import org.videoaction.model.training.TrainingClips;
import scala.Tuple2;

/** Has videos read by the executors, which will read them anyway, so that the driver need not see them. */
final class SparkFacts implements ClipFacts {

    /** So that nobody waits long for one with long videos. */
    private static final int TASKS_A_SLOT = 4;
    private static final String UNREADABLE = "";

    private final JavaSparkContext spark;
    private final TrainingClips all;
    private final RoundTask task;
    /** Of videos by their paths. */
    private final Map<String, String> contents = new HashMap<>();

    SparkFacts(JavaSparkContext spark, TrainingClips all, RoundTask task) {
        this.spark = spark;
        this.all = all;
        this.task = task;
    }

    /** Of clips that lie in a file there is no more than that file to read, which the driver sees. */
    @Override
    public String wholeContent(ClipSource clips, int clip, Runnable whileReading) throws IOException {
        if (!clips.readsVideos()) {
            return ClipFacts.super.wholeContent(clips, clip, whileReading);
        }
        String video = clips.video(clip);
        if (!contents.containsKey(video)) {
            contents.putAll(read(IntStream.range(0, clips.size()).mapToObj(clips::video).distinct()
                .filter(other -> !contents.containsKey(other)).toList()));
        }
        String content = contents.get(video);
        if (content.equals(UNREADABLE)) {
            throw new IOException(video + " cannot be read.");
        }
        return content;
    }

    private Map<String, String> read(List<String> videos) {
        return spark.parallelize(videos, Math.min(videos.size(), spark.defaultParallelism() * TASKS_A_SLOT))
            .mapPartitionsToPair(SparkFacts::contents).collectAsMap();
    }

    /** Several at once, as a task has the cores of its executor. */
    private static Iterator<Tuple2<String, String>> contents(Iterator<String> videos) {
        List<String> listed = new ArrayList<>();
        videos.forEachRemaining(listed::add);
        TaskContext task = TaskContext.get();
        return listed.parallelStream().map(video -> new Tuple2<>(video, content(video, () -> ScoreTask.goOn(task)))).toList()
            .iterator();
    }

    private static String content(String video, Runnable alive) {
        try {
            return VideoContent.whole(FilePath.of(video), alive);
        } catch (IOException e) {
            return UNREADABLE;
        }
    }

    @Override
    public ByteBuffer firstFrames(ClipSource clips) throws IOException {
        if (!clips.readsVideos()) {
            return ClipFacts.super.firstFrames(clips);
        }
        SentClips sent = clips == all.training() ? task.clips() : task.validation();
        return ByteBuffer.wrap(spark.parallelize(List.of(sent), 1).map(SparkFacts::frames).first());
    }

    private static byte[] frames(SentClips sent) throws IOException {
        try (ClipSource clips = sent.open()) {
            ByteBuffer frames = HERE.firstFrames(clips);
            byte[] bytes = new byte[frames.remaining()];
            frames.get(bytes);
            return bytes;
        }
    }
}
