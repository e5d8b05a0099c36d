package org.videoaction.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.videoaction.data.Fingerprint;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.ScoreFiles;
import org.videoaction.model.scoring.TestViews;
import org.videoaction.model.scoring.VideoScorer;
import org.videoaction.model.torch.Precision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scores a list of videos. */
@Command(name = "score", description = "Scores the videos of a list: Parquet files, a row a video.", mixinStandardHelpOptions = true)
final class ScoreJob implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Waves waves;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "a saved model")
    private Place model;

    @Option(names = "--views", defaultValue = "ALL", paramLabel = "VIEWS", description = "${COMPLETION-CANDIDATES}")
    private TestViews views;

    @Option(names = "--fast-decoding", description = "faster, and not to the last bit what a decoder gives")
    private boolean fast;

    @Option(names = "--device", defaultValue = "auto", paramLabel = "D", description = "auto, cpu, gpu or gpu:N of each executor")
    private String device;

    @Option(names = "--precision", paramLabel = "P", description = "${COMPLETION-CANDIDATES}; without it FP32, which is the same on every host, and BF16 where the device is a GPU by its name")
    private Precision precision;

    @Option(names = "--batch", defaultValue = "1", paramLabel = "N", description = "clips at once; more than 1 gains on GPUs")
    private int batch;

    @Option(names = "--features", description = "with what the classifier saw")
    private boolean features;

    @Option(names = "--clips", description = "with the scores of each clip")
    private boolean clips;

    @Option(names = "--collect", paramLabel = "DIR", description = "also writes scores.arrow, scores.csv and scores.json there, from the driver")
    private Place collected;

    @Override
    public Integer call() throws IOException {
        waves.check();
        if (batch < 1) {
            throw new IllegalArgumentException("A batch has at least one clip.");
        }
        if (collected != null) {
            collected.check();
        }
        try (Scratch scratch = Scratch.create()) {
            score(model.brought(scratch.folder()), scratch.folder());
        }
        return 0;
    }

    private void score(Path file, Path scratch) throws IOException {
        VideoModel loaded = ModelFile.load(file).withoutWeights();
        String hash = hash(file);
        Precision numbers = precision == null ? ScoreTask.usual(device, loaded) : precision;
        ScoreTask task = new ScoreTask(hash, file.getFileName().toString(), views, fast, device, numbers, batch, features,
            clips);
        // refuses here what each executor would
        new VideoScorer(loaded, task.settings());
        if (precision == null && loaded.quantization().isPresent()) {
            Waves.remark(spec.commandLine().getOut(), "The model has ranges for 8-bit integers and is scored in " + numbers
                + ", as nothing else is asked for; the job's option --precision INT8 asks for integers.");
        }
        try (SparkSession spark = Session.open("videoaction score", Optional.of(file))) {
            ResultFolder folder = waves.run(spark, loaded.classes(),
                new Waves.Work(settings(hash, numbers), task, task.effort(loaded), ScoreRow.SCHEMA),
                spec.commandLine().getOut());
            if (collected != null) {
                collect(folder, loaded, scratch);
            }
        }
    }

    private void collect(ResultFolder folder, VideoModel loaded, Path scratch) throws IOException {
        Path written = collected.isHere() ? collected.path() : Files.createDirectory(scratch.resolve("collected"));
        new ScoreFiles(written, loaded.classes()).write(files -> {
            for (long wave : folder.waves()) {
                for (Row row : folder.read(wave)) {
                    files.take(ScoreRow.score(row));
                }
            }
        });
        if (!collected.isHere()) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(written)) {
                for (Path file : files) {
                    collected.send(file, Place.hadoop());
                }
            }
        }
    }

    private Map<String, String> settings(String hash, Precision numbers) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("job", "score");
        settings.put("model", hash);
        settings.put("views", views.name());
        settings.put("fast decoding", String.valueOf(fast));
        settings.put("device", device);
        settings.put("precision", numbers.name());
        settings.put("batch", String.valueOf(batch));
        settings.put("features", String.valueOf(features));
        settings.put("clips", String.valueOf(clips));
        return settings;
    }

    private static String hash(Path file) throws IOException {
        Fingerprint sum = new Fingerprint();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
                sum.add(ByteBuffer.wrap(buffer, 0, length));
            }
        }
        return sum.text();
    }
}
