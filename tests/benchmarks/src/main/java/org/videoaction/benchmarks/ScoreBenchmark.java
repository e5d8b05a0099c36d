package org.videoaction.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.videoaction.model.torch.Precision;
import org.videoaction.model.torch.ScoringDevice;
import org.videoaction.benchmarks.WholeScoring.Seconds;

/**
 * Scoring of whole videos by 30 views each, SlowFast 4x16 R50 on clips of 112 x 112: beside its own decoding and its own
 * network on their own, and beside plain PyTorch with PyAV, which does the same views of the same files.
 */
final class ScoreBenchmark implements Benchmark {

    private static final int ROUNDS = 3;

    /** What took how long, in every round. */
    private record Row(String name, List<Seconds> rounds) {

        Row(String name) {
            this(name, new ArrayList<>());
        }

        double wall() {
            return median(rounds.stream().mapToDouble(Seconds::wall).toArray());
        }

        double cpu() {
            return median(rounds.stream().mapToDouble(Seconds::cpu).toArray());
        }

        private static double median(double[] values) {
            Arrays.sort(values);
            return values.length == 0 ? Double.NaN : values[values.length / 2];
        }
    }

    @Override
    public void run(Setting setting) throws IOException {
        PeerScript<ScoredVideos> eager = new PeerScript<>("PyTorch, eager, and PyAV", setting.peers().resolve("score.py"),
            "torch,av,cv2");
        for (ScoredVideos videos : List.of(ScoredVideos.generated(setting.videos()), ScoredVideos.real(setting.real()))) {
            if (videos.files().isEmpty()) {
                System.out.println("score-" + videos.name() + " not measured: there are no such videos");
            } else {
                compare(videos, setting.videos().resolve("score-" + videos.name() + ".arrow"), eager);
            }
        }
    }

    private static void compare(ScoredVideos videos, Path table, PeerScript<ScoredVideos> eager) throws IOException {
        Row decoding = new Row("decoding alone");
        Row network = new Row("network alone, clip by clip");
        Row whole = new Row("ours, from file to probabilities");
        Row narrow = new Row("the same in bfloat16");
        Row integers = new Row("the same in 8-bit integers");
        Row peer = new Row(eager.name());
        boolean present = eager.present();
        try (WholeScoring ours = new WholeScoring(videos, table)) {
            ours.decoding();
            for (int round = 0; round < ROUNDS; round++) {
                decoding.rounds().add(ours.decoding());
                network.rounds().add(ours.network());
                whole.rounds().add(ours.whole(Precision.FP32));
                if (NetworkScoring.bfloat16Pays()) {
                    narrow.rounds().add(ours.whole(Precision.BF16));
                }
                if (ScoringDevice.computesInBytes()) {
                    integers.rounds().add(ours.wholeInIntegers());
                }
                if (present) {
                    double[] numbers = eager.numbers(videos);
                    peer.rounds().add(new Seconds(numbers[1], numbers[0]));
                }
            }
        }
        print(videos, List.of(decoding, network, whole, narrow, integers, peer));
        String figure = "score-" + videos.name();
        figure(figure + "-overlap ratio", whole.wall() / Math.max(decoding.wall(), network.wall()));
        figure(figure + " ratio", whole.cpu() / peer.cpu());
        figure(figure + "-bf16 ratio", narrow.cpu() / peer.cpu());
        figure(figure + "-int8 ratio", integers.cpu() / peer.cpu());
    }

    private static void print(ScoredVideos videos, List<Row> rows) {
        System.out.printf(Locale.ROOT, "%-44s%12s%12s%12s%n",
            videos.name() + ", " + videos.files().size() + " videos by 30 views, median of "
                + ROUNDS,
            "seconds", "CPU seconds", "videos/s");
        for (Row row : rows) {
            System.out.printf(Locale.ROOT, "%-44s%12.2f%12.2f%12.3f%n", row.name(), row.wall(), row.cpu(),
                videos.files().size() / row.wall());
        }
    }

    private static void figure(String name, double value) {
        System.out.println(name + " "
            + (Double.isNaN(value) ? "not measured: the peer is not installed, or the processor has no such numbers"
                : String.format(Locale.ROOT, "%.2f", value)));
    }
}
