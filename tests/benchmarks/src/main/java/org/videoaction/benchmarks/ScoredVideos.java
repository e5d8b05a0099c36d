package org.videoaction.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.videoaction.generated.MotionVideos;

/** Videos that are scored by 30 views each: ten clips of three crops, small ones so that a run takes minutes. */
record ScoredVideos(String name, List<Path> files, int side, int shortSide) implements Workload {

    static final int FRAMES = 32;
    static final int STRIDE = 2;
    static final int CLIPS = 10;
    static final int CROPS = 3;
    private static final int SIDE = 112;
    private static final int SHORT_SIDE = 128;

    /** Crops of 112 pixels. */
    ScoredVideos(String name, List<Path> files) {
        this(name, files, SIDE, SHORT_SIDE);
    }

    /** The same videos seen in other crops. */
    ScoredVideos sized(int crop, int scaled) {
        return new ScoredVideos(name, files, crop, scaled);
    }

    /** Four generated ones of the demo's kind. */
    static ScoredVideos generated(Path folder) throws IOException {
        Path videos = MotionTraining.videos(folder.resolve("demo"), new MotionVideos(0, 1, 1));
        return new ScoredVideos("demo", Stream.of("move_left", "move_up", "spin", "grow")
            .map(motion -> videos.resolve("test/" + motion + "_0.mp4")).toList());
    }

    /** Those that are there of some real ones: H.264 and MPEG-4, 340 x 256 to 768 x 432 pixels, 164 to 377 frames. */
    static ScoredVideos real(Path folder) {
        List<Path> files = new ArrayList<>();
        for (String name : List.of("mmaction2_test_kinetics_340x256.mp4", "mmaction2_test_320x240.avi",
            "intel_car-detection_768x432.mp4")) {
            files.add(folder.resolve("misc").resolve(name));
        }
        return new ScoredVideos("real", files.stream().filter(Files::exists).toList());
    }

    int views() {
        return files.size() * CLIPS * CROPS;
    }

    @Override
    public List<String> peerArguments() {
        List<String> arguments = new ArrayList<>();
        for (int number : new int[] {FRAMES, STRIDE, CLIPS, side, shortSide}) {
            arguments.add(Integer.toString(number));
        }
        files.forEach(file -> arguments.add(file.toString()));
        return arguments;
    }
}
