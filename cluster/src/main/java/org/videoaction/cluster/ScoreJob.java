package org.videoaction.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.videoaction.data.Fingerprint;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.ScoreFiles;
import org.videoaction.model.scoring.TestViews;
import org.videoaction.model.scoring.VideoScore;
import org.videoaction.model.torch.Precision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Scores a list of videos, wave by wave. A wave that is finished stays, whatever happens to driver or executors; the same
 * command again goes on with the others.
 */
@Command(name = "score", description = "Scores the videos of a list: Parquet files, a row a video.", mixinStandardHelpOptions = true)
final class ScoreJob implements Callable<Integer> {

    /** So that tasks are short beside a wave, and one that is done again costs little. */
    private static final int TASKS_A_SLOT = 4;

    @Spec
    private CommandSpec spec;

    @Mixin
    private VideoList list;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "a saved model")
    private Path model;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "the folder of the result, where driver and executors see it")
    private String out;

    @Option(names = "--views", defaultValue = "ALL", paramLabel = "VIEWS", description = "${COMPLETION-CANDIDATES}")
    private TestViews views;

    @Option(names = "--device", defaultValue = "auto", paramLabel = "D", description = "auto, cpu, gpu or gpu:N of each executor")
    private String device;

    @Option(names = "--precision", paramLabel = "P", description = "${COMPLETION-CANDIDATES}")
    private Precision precision;

    @Option(names = "--batch", defaultValue = "1", paramLabel = "N", description = "clips at once; more than 1 gains on GPUs")
    private int batch;

    @Option(names = "--features", description = "with what the classifier saw")
    private boolean features;

    @Option(names = "--clips", description = "with the scores of each clip")
    private boolean clips;

    @Option(names = "--wave", defaultValue = "4096", paramLabel = "N", description = "videos that are committed together")
    private int wave;

    @Option(names = "--collect", paramLabel = "DIR", description = "also writes scores.arrow, scores.csv and scores.json there, from the driver")
    private Path collected;

    @Override
    public Integer call() throws IOException {
        if (wave < 1 || batch < 1) {
            throw new IllegalArgumentException("A wave has at least one video, and a batch one clip.");
        }
        VideoModel loaded = ModelFile.load(model);
        try (SparkSession spark = Session.open("videoaction score")) {
            String hash = hash(model);
            ResultFolder folder = new ResultFolder(spark, out);
            say("application " + spark.sparkContext().applicationId()
                + spark.sparkContext().uiWebUrl().map(address -> " at " + address).getOrElse(() -> ""));
            Dataset<Row> rows = list.rows(spark, loaded.classes()).cache();
            Row sum = fingerprint(rows);
            long videos = sum.getLong(0);
            if (videos == 0) {
                throw new IOException("The list has no videos.");
            }
            folder.claim(work(hash, videos + " videos, " + sum.getDecimal(1).toBigInteger().toString(16)));
            if (!folder.isPlanned()) {
                Dataset<Row> surveyed = Survey.of(rows).cache();
                Survey.check(surveyed);
                folder.plan(surveyed, wave);
                surveyed.unpersist();
            }
            rows.unpersist();
            spark.sparkContext().addFile(model.toUri().toString());
            long waves = (videos + wave - 1) / wave;
            score(spark, folder, hash, waves);
            report(folder, waves, loaded);
        }
        return 0;
    }

    private void score(SparkSession spark, ResultFolder folder, String hash, long waves) throws IOException {
        ScoreTask task = new ScoreTask(hash, model.getFileName().toString(), views, device, precision, batch, features,
            clips);
        long[] missing = folder.missing(waves);
        int slots = Math.max(1,
            spark.sparkContext().defaultParallelism() / spark.sparkContext().conf().getInt("spark.task.cpus", 1));
        for (int i = 0; i < missing.length; i++) {
            say("wave " + (waves - missing.length + i + 1) + " of " + waves);
            List<List<Row>> shares = Shares.of(folder.planned(missing[i]), slots * TASKS_A_SLOT,
                row -> Math.max(0, row.<Long>getAs(Survey.WORK)));
            JavaRDD<Row> dealt = JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(shares, shares.size())
                .flatMap(List::iterator);
            folder.write(missing[i], spark.createDataFrame(dealt, shares.get(0).get(0).schema())
                .mapPartitions(task, Encoders.row(ScoreRow.SCHEMA)));
        }
    }

    /** What would make other scores, by names for people. */
    private Map<String, String> work(String hash, String listed) {
        Map<String, String> work = new LinkedHashMap<>();
        work.put("model", hash);
        work.put("list", listed);
        work.put("views", views.name());
        work.put("device", device);
        work.put("precision", String.valueOf(precision));
        work.put("batch", String.valueOf(batch));
        work.put("features", String.valueOf(features));
        work.put("clips", String.valueOf(clips));
        work.put("wave", String.valueOf(wave));
        return work;
    }

    /** How many rows there are, and a sum over their own fingerprints, with their numbers, whatever partitions they lie in. */
    private static Row fingerprint(Dataset<Row> rows) {
        Column ofRow = functions.sha2(functions.to_json(functions.struct("*")).cast("binary"), 256);
        return rows.agg(functions.count("*"),
            functions.sum(functions.conv(functions.substring(ofRow, 1, 15), 16, 10).cast("decimal(38,0)"))).first();
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

    private void report(ResultFolder folder, long waves, VideoModel loaded) throws IOException {
        if (collected != null) {
            List<VideoScore> scores = new ArrayList<>();
            for (long i = 0; i < waves; i++) {
                folder.read(i).orderBy(VideoRow.NUMBER).collectAsList().forEach(row -> scores.add(ScoreRow.score(row)));
            }
            new ScoreFiles(scores, loaded.classes()).write(collected);
        }
        Row counts = folder.read().agg(functions.count("*"), functions.count("problem")).first();
        say(counts.getLong(0) + " videos, " + counts.getLong(1) + " of them without a score; " + folder.result());
    }

    private void say(String text) {
        spec.commandLine().getOut().println("videoaction: " + text);
        spec.commandLine().getOut().flush();
    }
}
