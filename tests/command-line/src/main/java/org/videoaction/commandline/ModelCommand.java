package org.videoaction.commandline;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.videoaction.data.FilePath;
import org.videoaction.data.Progress;
import org.videoaction.data.TemporaryFolder;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.clip.SampledVideo;
import org.videoaction.data.clip.VideoSampler;
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.list.ListFormat;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.model.exchange.ImportRequest;
import org.videoaction.model.exchange.ImportedModel;
import org.videoaction.model.exchange.ModelImport;
import org.videoaction.model.metrics.Accuracy;
import org.videoaction.model.metrics.AveragePrecision;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.ScoreFiles;
import org.videoaction.model.scoring.Scores;
import org.videoaction.model.scoring.ScoringSettings;
import org.videoaction.model.scoring.VideoScore;
import org.videoaction.model.scoring.VideoScorer;
import org.videoaction.model.torch.Precision;
import org.videoaction.model.torch.ScoringDevice;

/**
 * What {@code ./run predict} and {@code ./run score} do: a model, in whatever form, scores videos by 30 views, ten clips of
 * three crops.
 */
final class ModelCommand {

    private static final String OUT = "--out";
    private static final String DEVICE = "--device";
    private static final String PRECISION = "--precision";
    private static final int CLIPS = 10;
    private static final int TOP = 5;
    /** The papers test crops of 224 in frames scaled to 256 and those of 256 uncut. */
    private static final double SHORT_SIDE = 256.0 / 224;
    private static final int UNCUT = 256;
    private static final long PROGRESS_NANOS = 2_000_000_000L;

    private final VideoModel model;
    private final ScoringSettings settings;
    private final PrintStream out;
    private long lastProgress = System.nanoTime();

    private ModelCommand(VideoModel model, ScoringSettings settings, PrintStream out) {
        this.model = model;
        this.settings = settings;
        this.out = out;
    }

    private static ModelCommand of(String model, ScoringSettings settings, PrintStream out) throws IOException {
        ImportedModel imported = ModelImport.read(Path.of(model), ImportRequest.AUTOMATIC);
        out.println(imported.summary());
        return new ModelCommand(imported.model(), settings, out);
    }

    /** What stands behind the command: options with a value each, and the rest. */
    private record Arguments(List<String> rest, Map<String, String> options) {

        static Arguments of(List<String> arguments, String problem, String... known) {
            Arguments parsed = new Arguments(new ArrayList<>(), new HashMap<>());
            for (int i = 0; i < arguments.size(); i++) {
                if (!arguments.get(i).startsWith("--")) {
                    parsed.rest.add(arguments.get(i));
                } else if (List.of(known).contains(arguments.get(i)) && i + 1 < arguments.size()) {
                    parsed.options.put(arguments.get(i), arguments.get(++i));
                } else {
                    throw new IllegalArgumentException(problem);
                }
            }
            return parsed;
        }

        ScoringSettings settings() {
            return ScoringSettings.AUTOMATIC.on(ScoringDevice.named(options.getOrDefault(DEVICE, "auto"),
                Optional.ofNullable(options.get(PRECISION)).map(Arguments::precision)));
        }

        private static Precision precision(String name) {
            return switch (name) {
                case "fp32" -> Precision.FP32;
                case "bf16" -> Precision.BF16;
                default ->
                    throw new IllegalArgumentException("There is no precision \"" + name + "\"; choose fp32 or bf16.");
            };
        }
    }

    /** @param line the model and at least one video, and options */
    static int predict(List<String> line, PrintStream out) throws IOException {
        String problem = "predict needs a model and at least one video; see ./run --help";
        Arguments arguments = Arguments.of(line, problem, DEVICE, PRECISION);
        if (arguments.rest().size() < 2) {
            throw new IllegalArgumentException(problem);
        }
        ModelCommand command = of(arguments.rest().get(0), arguments.settings(), out);
        Scores scores = command.score(arguments.rest().stream().skip(1).map(path -> new ListedVideo(FilePath.of(path), null))
            .toList());
        scores.videos().forEach(command::print);
        out.println(scores.summary());
        return scores.broken().isEmpty() ? 0 : 1;
    }

    /** @param line the model, a list of videos with their classes, {@code --out} with a folder, and options */
    static int score(List<String> line, PrintStream out) throws IOException {
        String problem = "score needs MODEL LIST --out DIR; see ./run --help";
        Arguments arguments = Arguments.of(line, problem, OUT, DEVICE, PRECISION);
        if (arguments.rest().size() != 2 || !arguments.options().containsKey(OUT)) {
            throw new IllegalArgumentException(problem);
        }
        Path folder = Path.of(arguments.options().get(OUT));
        ModelCommand command = of(arguments.rest().get(0), arguments.settings().keptIn(folder), out);
        Scores scores = command.score(command.listed(Path.of(arguments.rest().get(1))));
        new ScoreFiles(scores.videos(), command.model.classes()).write(folder);
        scores.broken().forEach(video -> out.println("left out: " + video.video() + ": " + video.problem()));
        command.printAccuracy(scores.videos().stream().filter(video -> video.problem() == null
            && !video.labels().isEmpty()).toList());
        out.println(scores.summary());
        out.println("Scores: " + folder.toAbsolutePath().normalize());
        return 0;
    }

    /** The list's classes are the model's, by name or by index. */
    private List<ListedVideo> listed(Path list) throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            Path classes = Files.write(folder.resolve("classes.txt"), model.classes());
            return DatasetList.read(ListFormat.VIDEOS, list, null, classes).videos();
        }
    }

    private Scores score(List<ListedVideo> videos) throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            Path table = folder.resolve("clips.arrow");
            List<SampledVideo> sampled = new VideoSampler(recipe(), Runtime.getRuntime().availableProcessors())
                .sampleOnDemand(videos, model.classes(), table, Progress.NONE);
            List<VideoScore> unreadable = sampled.stream().filter(video -> video.clips() == 0)
                .map(video -> VideoScore.broken(video.video().video().toString(), video.video().labels(), video.reason()))
                .toList();
            try (ClipSource clips = ClipSource.open(table)) {
                return new VideoScorer(model, settings).scoreReadable(clips, this::progress, clip -> {}).with(unreadable);
            }
        }
    }

    private Recipe recipe() {
        VideoModel.Input input = model.input();
        int side = input.width();
        int shortSide = side == UNCUT ? side : (int) Math.round(side * SHORT_SIDE);
        return new Recipe(new ClipSampling(new UniformClips(input.frames(), input.stride(), CLIPS),
            new SpatialSampling(shortSide, shortSide, side, SpatialSampling.Place.THREE, false)), VideoLimits.DEFAULT,
            Resize.FAST, 0);
    }

    private void progress(double fraction, String message) {
        if (System.nanoTime() - lastProgress > PROGRESS_NANOS) {
            lastProgress = System.nanoTime();
            out.printf(Locale.ROOT, "%3.0f%%  %s%n", 100 * fraction, message);
        }
    }

    private void print(VideoScore score) {
        out.println(score.video() + (score.problem() == null ? "" : ": " + score.problem()));
        for (int label : score.problem() == null ? score.top(TOP) : new int[0]) {
            out.printf(Locale.ROOT, "  %.4f  %s%n", score.probabilities()[label], model.classes().get(label));
        }
    }

    private void printAccuracy(List<VideoScore> scores) {
        if (scores.isEmpty()) {
            out.println("No video has both a label and a score.");
            return;
        }
        boolean[][] shown = new boolean[scores.size()][model.classes().size()];
        double[][] probabilities = new double[scores.size()][model.classes().size()];
        int[] truth = new int[scores.size()];
        for (int i = 0; i < truth.length; i++) {
            for (String label : scores.get(i).labels()) {
                shown[i][model.classes().indexOf(label)] = true;
            }
            truth[i] = model.classes().indexOf(scores.get(i).label());
            for (int c = 0; c < probabilities[i].length; c++) {
                probabilities[i][c] = scores.get(i).probabilities()[c];
            }
        }
        out.printf(Locale.ROOT, "mAP    %.4f%n", AveragePrecision.of(probabilities, shown).mean());
        if (scores.stream().allMatch(score -> score.labels().size() == 1)) {
            Accuracy accuracy = Accuracy.of(model.classes(), truth,
                scores.stream().map(score -> score.top(model.classes().size())).toList());
            out.printf(Locale.ROOT, "top-1  %.4f%ntop-5  %.4f%n", accuracy.top(1), accuracy.top(TOP));
            out.printf(Locale.ROOT, "mean class accuracy  %.4f, without %d classes that have no videos%n",
                accuracy.meanClass(), accuracy.absent().size());
        }
    }
}
