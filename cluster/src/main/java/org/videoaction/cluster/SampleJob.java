package org.videoaction.cluster;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.videoaction.data.clip.PartedClipTable;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.list.Classes;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.TestViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import scala.Tuple2;

/** Decodes the clips of a list into the parts of a clip table. */
@Command(name = "sample", description = "Decodes the clips of a list once: Arrow files in a folder, which are read as one clip table.", mixinStandardHelpOptions = true)
final class SampleJob implements Callable<Integer> {

    private static final int VIDEOS = 256;

    @Spec
    private CommandSpec spec;

    @Mixin
    private VideoList list;

    @Mixin
    private SamplingOptions sampling;

    @Option(names = "--network", defaultValue = "slowfast-8x8-r50", paramLabel = "NAME", description = "the network of a paper that says how long and large clips are, where options do not")
    private String network;

    @Option(names = "--testing", paramLabel = "VIEWS", description = "clips to test with, ONE, THREE, TEN or ALL of a video, instead of one anywhere in it to train on")
    private TestViews testing;

    @Option(names = "--videos-a-part", defaultValue = ""
        + VIDEOS, paramLabel = "N", description = "how many videos have their clips in one file")
    private int videosOfPart;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "the folder of the clip table, where driver and executors see it")
    private Place out;

    @Override
    public Integer call() throws IOException {
        if (videosOfPart < 1) {
            throw new IllegalArgumentException("A part of the clip table is of at least one video.");
        }
        String folder = out.isHere() ? out.path().toAbsolutePath().toString() : out.text();
        Recipe recipe = recipe();
        list.check();
        out.check();
        try (SparkSession spark = Session.open("videoaction sample", Optional.empty())) {
            say("application " + spark.sparkContext().applicationId());
            VideoList.Listing listing = list.read(spark, null);
            listing.remarks().forEach(remark -> Waves.remark(spec.commandLine().getOut(), remark));
            Dataset<Row> videos = listing.rows().cache();
            VideoList.Sum sum = list.sum(videos);
            ResultFolder planned = new ResultFolder(spark, out, Survey.SCHEMA);
            planned.claim(Map.of("job", "sample", "recipe", recipe.json(), "list", sum.toString(), "part",
                String.valueOf(videosOfPart)));
            planned.plan(videos, sum.videos(), Effort.Decoding.of(recipe, 0), sum.videos());
            List<Row> rows = planned.planned(0);
            SampleTask task = new SampleTask(recipe.json(), listing.classes().orElseGet(() -> classes(rows)).names(),
                folder, new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
            List<Integer> clips = sampled(JavaSparkContext.fromSparkContext(spark.sparkContext()), parts(rows), task);
            checkSeen(out, clips.size());
            finish(clips);
            say(clips.stream().mapToLong(Integer::longValue).sum() + " clips in " + clips.size() + " files; " + folder);
        }
        return 0;
    }

    /**
     * Executors that write to folders of their own leave nothing where the driver looks.
     *
     * @throws IOException when a part is missing
     */
    static void checkSeen(Place out, int parts) throws IOException {
        for (int part = 0; part < parts; part++) {
            Place there = new Place(out.text() + "/" + PartedClipTable.name(part));
            if (!(there.isHere() ? Files.exists(there.path()) : there.exists())) {
                throw new IOException("An executor wrote the file " + there.text() + ", and the driver on "
                    + InetAddress.getLocalHost().getHostName() + " does not see it. The folder of the clip table has to be "
                    + "the same one under this path on every host, or an address such as hdfs:///clips.");
            }
        }
    }

    private void finish(List<Integer> clips) throws IOException {
        if (out.isHere()) {
            PartedClipTable.finish(out.path(), clips);
            return;
        }
        try (Scratch scratch = Scratch.create()) {
            out.send(PartedClipTable.finish(scratch.folder(), clips), Place.hadoop());
        }
    }

    private Recipe recipe() {
        ModelZoo.Entry entry = ModelZoo.entry(network);
        VideoModel.Input usual = new VideoModel.Input(entry.frames(), entry.side(), entry.side(), entry.stride());
        return testing == null ? sampling.training(usual) : sampling.testing(usual, testing);
    }

    private List<SampleTask.Part> parts(List<Row> rows) {
        List<SampleTask.Part> parts = new ArrayList<>();
        for (int first = 0; first < rows.size(); first += videosOfPart) {
            parts.add(new SampleTask.Part(parts.size(), first,
                List.copyOf(rows.subList(first, Math.min(rows.size(), first + videosOfPart)))));
        }
        return parts;
    }

    private static Classes classes(List<Row> rows) {
        return Classes.sorted(rows.stream().flatMap(row -> VideoRow.video(row).labels().stream()));
    }

    /** The parts' clips, in their order; those with most work are begun first. */
    private static List<Integer> sampled(JavaSparkContext spark, List<SampleTask.Part> parts, SampleTask task) {
        List<SampleTask.Part> longestFirst = parts.stream()
            .sorted(Comparator.comparingLong(SampleTask.Part::work).reversed()).toList();
        Map<Integer, Integer> clips = spark.parallelize(longestFirst, parts.size())
            .mapToPair(part -> new Tuple2<>(part.number(), task.sample(part))).collectAsMap();
        return parts.stream().map(part -> clips.get(part.number())).toList();
    }

    private void say(String text) {
        PrintWriter says = spec.commandLine().getOut();
        says.println("videoaction: " + text);
        says.flush();
    }
}
