package org.videoaction.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.videoaction.data.FilePath;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.OnDemandClips;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.training.CheckpointFolder;
import org.videoaction.model.training.HistoryFile;
import org.videoaction.model.training.Trainer;
import org.videoaction.model.training.TrainingClips;
import org.videoaction.model.training.TrainingException;
import org.videoaction.model.training.TrainingResult;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a network, as the learners do. */
@Command(name = "train", description = "Trains a network on all executors; goes on where it was interrupted.", mixinStandardHelpOptions = true)
final class TrainJob implements Callable<Integer> {

    /** What is trained. */
    static final class Start {

        @Option(names = "--network", required = true, paramLabel = "NAME", description = "a network of a paper, from scratch; videoaction networks lists them")
        private String network;

        @Option(names = "--model", required = true, paramLabel = "FILE", description = "a saved model to start from")
        private Place model;
    }

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Start start;

    @Option(names = "--width", paramLabel = "N", description = "channels of the stem of a network from scratch, instead of the paper's")
    private Integer width;

    @Mixin
    private TrainingSource source;

    @Mixin
    private TrainingOptions options;

    @Option(names = "--checkpoint-every", defaultValue = "0", paramLabel = "STEPS", description = "also keeps the middle of epochs, after as many steps")
    private int everySteps;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "the folder of checkpoints, history.csv and model.zip, where the driver sees it")
    private Place out;

    @Option(names = "--checkpoints", paramLabel = "DIR", description = "a folder for checkpoints that is not --out; needed where that lies in a file system of Hadoop")
    private Path kept;

    @Override
    public Integer call() throws IOException {
        if (kept == null && !out.isHere()) {
            throw new IllegalArgumentException(
                "Checkpoints are kept under a path, which " + out.text() + " is not. Say where "
                    + "with --checkpoints, in a folder that the driver finds again.");
        }
        options.plan();
        out.check();
        try (Scratch scratch = Scratch.create()) {
            train(scratch.folder());
        } catch (TrainingException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return 0;
    }

    private void train(Path scratch) throws IOException, TrainingException {
        CheckpointFolder checkpoints = new CheckpointFolder(kept == null ? out.path() : kept, everySteps);
        Optional<VideoModel> model = start.model == null ? Optional.empty()
            : Optional.of(ModelFile.load(start.model.brought(scratch)));
        VideoModel.Input usual = model.map(VideoModel::input).orElseGet(this::input);
        try (ClipSource training = source.training(usual, this::remark);
            ClipSource validation = source.validation(training, usual, this::remark);
            SparkSession spark = Session.open("videoaction train", Optional.empty())) {
            JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
            Architecture network = network(model, training.spec());
            TrainingClips clips = new TrainingClips(training, Optional.ofNullable(validation));
            RoundTask task = task(context, network, model, clips, scratch);
            say("application " + spark.sparkContext().applicationId());
            look(spark, training, source.table());
            if (validation != null) {
                look(spark, validation, source.validationTable());
            }
            TrainingResult result = train(clips, network, model, checkpoints, new SparkRounds(context, task),
                new SparkFacts(context, clips, task));
            result.remarks().forEach(this::remark);
            put("model.zip", file -> ModelFile.save(result.model(), file));
            say("the model is " + out.text() + "/model.zip");
        }
    }

    /** Writes a file. */
    @FunctionalInterface
    private interface Writing {
        void to(Path file) throws IOException;
    }

    /** Puts a file into the folder of the result. */
    private void put(String name, Writing writing) throws IOException {
        if (out.isHere()) {
            writing.to(Files.createDirectories(out.path()).resolve(name));
            return;
        }
        try (Scratch scratch = Scratch.create()) {
            Path file = scratch.folder().resolve(name);
            writing.to(file);
            out.send(file, Place.hadoop());
        }
    }

    private VideoModel.Input input() {
        ModelZoo.Entry entry = ModelZoo.entry(start.network);
        return new VideoModel.Input(entry.frames(), entry.side(), entry.side(), entry.stride());
    }

    private Architecture network(Optional<VideoModel> model, ClipSpec clips) {
        int classes = Math.max(1, clips.classes().size());
        Architecture chosen = model.map(VideoModel::architecture).orElseGet(() -> {
            ModelZoo.Entry entry = ModelZoo.entry(start.network);
            return entry.architecture(width == null ? entry.width() : width, classes);
        });
        Architecture fitting = options.network(chosen, classes, clips.boxes());
        fitting.checkClip(clips.frames(), Math.min(clips.height(), clips.width()));
        return fitting;
    }

    /** Hands the executors what they load. */
    private RoundTask task(JavaSparkContext context, Architecture network, Optional<VideoModel> model, TrainingClips all,
        Path scratch) throws IOException {
        Path sent = scratch.resolve("network.zip");
        ClipSpec clips = all.training().spec();
        ModelFile.save(new VideoModel(network, model.map(VideoModel::preprocessing).orElse(Preprocessing.KINETICS),
            new VideoModel.Input(clips.frames(), clips.height(), clips.width(), clips.stride()), clips.classes(),
            Weights.initial(network.network(), 0), List.of()), sent);
        context.addFile(sent.toString());
        SentClips training = SentClips.of(all.training(), source.table(), scratch.resolve("training.arrow"), context);
        SentClips validation = all.validation().isEmpty() ? null : SentClips.of(all.validation().get(),
            source.validationTable(), scratch.resolve("validation.arrow"), context);
        return new RoundTask(UUID.randomUUID().toString(), sent.getFileName().toString(), training, validation, options);
    }

    /** Makes sure that executors can compute and see what they are to read. */
    private static void look(SparkSession spark, ClipSource clips, Path table) throws IOException {
        List<Row> rows = new ArrayList<>();
        if (clips instanceof OnDemandClips) {
            IntStream.range(0, clips.size()).mapToObj(clips::video).distinct()
                .forEach(video -> rows.add(VideoRow.of(rows.size(), new ListedVideo(FilePath.of(video), null))));
        } else {
            ListedVideo file = new ListedVideo(table.toAbsolutePath(), null);
            IntStream.range(0, spark.sparkContext().defaultParallelism() * SurveyedHost.MANY)
                .forEach(row -> rows.add(VideoRow.of(row, file)));
        }
        Dataset<Row> surveyed = Survey.of(spark.createDataFrame(rows, VideoRow.SCHEMA), Effort::bytes).cache();
        Survey.check(surveyed);
        surveyed.unpersist();
    }

    private TrainingResult train(TrainingClips clips, Architecture network, Optional<VideoModel> model,
        CheckpointFolder checkpoints, SparkRounds rounds, SparkFacts facts) throws IOException, TrainingException {
        List<Epoch> epochs = new ArrayList<>();
        Trainer trainer = new Trainer(clips, network, options.plan()).keeping(checkpoints)
            .across(options.parallel(), rounds).validatedBy(rounds).knowing(facts).reporting(more -> {
                epochs.addAll(more);
                more.forEach(epoch -> say(told(epoch)));
                try {
                    put("history.csv", file -> new HistoryFile(file).write(epochs));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        model.ifPresent(trainer::startingFrom);
        return trainer.train(Progress.NONE);
    }

    private static String told(Epoch epoch) {
        return String.format(Locale.ROOT, "epoch %d: loss %.4f, top-1 %.3f%s, %.1f s, %.0f%% of it waiting for clips",
            epoch.number(), epoch.loss(), epoch.top1(), epoch.validation() == null ? "" : String.format(Locale.ROOT,
                ", validation loss %.4f, top-1 %.3f", epoch.validation().loss(), epoch.validation().top1()),
            epoch.seconds(), 100 * epoch.waiting());
    }

    private void remark(String sentence) {
        Waves.remark(spec.commandLine().getOut(), sentence);
    }

    private void say(String text) {
        Waves.say(spec.commandLine().getOut(), text);
    }
}
