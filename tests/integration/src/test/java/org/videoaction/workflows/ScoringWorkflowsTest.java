package org.videoaction.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.core.data.image.png.PNGImageValue;
import org.knime.core.node.BufferedDataTable;
import org.videoaction.data.Progress;
import org.videoaction.data.list.Classes;
import org.videoaction.generated.MotionVideos;
import org.videoaction.generated.SeveralActionsVideos;
import org.videoaction.knime.clips.FrameSamplerNodeFactory;
import org.videoaction.knime.io.VideoDatasetReaderNodeFactory;
import org.videoaction.knime.io.VideoModelReaderNodeFactory;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.knime.score.ActionPredictorNodeFactory;
import org.videoaction.knime.score.ActionScorerNodeFactory;
import org.videoaction.knime.score.LongVideoPredictorNodeFactory;
import org.videoaction.knime.score.ModelComparisonNodeFactory;
import org.videoaction.knime.score.PairedComparisonNodeFactory;
import org.videoaction.knime.score.VideoAnnotatorNodeFactory;
import org.videoaction.knime.score.VideoModelCalibratorNodeFactory;
import org.videoaction.knime.score.VideoModelQuantizerNodeFactory;
import org.videoaction.model.exchange.ExportFormat;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.ScoringDevice;
import org.videoaction.standin.NodeRun;
import org.videoaction.standin.NodeState;
import org.videoaction.standin.RunResult;
import org.videoaction.standin.WorkflowListener;
import org.videoaction.standin.WorkflowRunner;
import org.videoaction.standin.WorkflowWriter;
import org.videoaction.standin.WrittenNode;

/** Prediction and measurement as workflows, by a saved model on six videos with three views each. */
class ScoringWorkflowsTest {

    private static final Path PROJECT = Path.of(System.getProperty("project.root"));
    private static final Classes CLASSES = Classes.of("move_left", "move_right", "move_up", "move_down", "spin", "grow");
    private static final int VIEWS = 3;

    @TempDir
    private static Path videos;

    private static VideoModel model;
    private static Path saved;

    @TempDir
    private Path folder;

    @BeforeAll
    static void prepare() throws IOException {
        new MotionVideos(0, 1, 7).write(videos);
        model = model(8, 3);
        saved = videos.resolve("model.zip");
        ModelFile.save(model, saved);
    }

    /** An untrained network whose classifier tells clips apart. */
    private static VideoModel model(int width, int seed) {
        VideoModel plain = VideoModel.untrained(ModelZoo.entry("slowfast-4x16-r50").architecture(width, CLASSES.size()),
            new VideoModel.Input(16, 48, 48, 1), CLASSES, seed);
        Network network = plain.architecture().network();
        Map<String, float[]> weights = new HashMap<>(Weights.initial(network, seed).values());
        weights.replace("head.fc.weight", scaled(weights.get("head.fc.weight"), 60));
        return new VideoModel(plain.architecture(), plain.preprocessing(), plain.input(), CLASSES, new Weights(weights),
            List.of());
    }

    private static float[] scaled(float[] values, float factor) {
        float[] larger = values.clone();
        for (int i = 0; i < larger.length; i++) {
            larger[i] *= factor;
        }
        return larger;
    }

    private static WrittenNode list(WorkflowWriter workflow, Path listed) {
        return workflow.node(VideoDatasetReaderNodeFactory.class)
            .set("format", "PATH_LABEL").set("list_file", listed.resolve("test.txt").toString())
            .set("class_file", listed.resolve("classes.txt").toString());
    }

    /** Clips of listed videos, of the size that the models take. */
    private static WrittenNode sampler(WorkflowWriter workflow, Path listed) {
        WrittenNode sampler = workflow.node(FrameSamplerNodeFactory.class).set("clips_for", "CUSTOM")
            .set("flip", "false").set("clip_place", "EVEN")
            .set("clips_per_video", String.valueOf(VIEWS)).set("frames", "16").set("stride", "1").set("short_side", "48")
            .set("largest_short_side", "48").set("crop_size", "48").set("keeping", "WRITTEN");
        workflow.connect(list(workflow, listed), 1, sampler, 1);
        return sampler;
    }

    /** Gives a predictor its model, what it scores, and its settings. */
    private static WrittenNode connected(WorkflowWriter workflow, WrittenNode predictor, Path modelFile, WrittenNode scored,
        String... settings) {
        WrittenNode reader = workflow.node(VideoModelReaderNodeFactory.class).set("file", modelFile.toString());
        for (String setting : settings) {
            predictor.set(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        workflow.connect(reader, 1, predictor, 1).connect(scored, 1, predictor, 2);
        return predictor;
    }

    private static WrittenNode predictor(WorkflowWriter workflow, Path modelFile, WrittenNode clips, String... settings) {
        return connected(workflow, workflow.node(ActionPredictorNodeFactory.class), modelFile, clips, settings);
    }

    private static WrittenNode predictor(WorkflowWriter workflow, Path modelFile, String... settings) {
        return predictor(workflow, modelFile, sampler(workflow, videos), settings);
    }

    private RunResult run(WorkflowWriter workflow) throws Exception {
        workflow.write(folder.resolve("workflow"));
        try (WorkflowRunner runner = WorkflowRunner.load(folder.resolve("workflow"))) {
            return runner.run(WorkflowListener.NONE);
        }
    }

    @Test
    void aCalibratedModelScoresWithTheConfidencesThatItsTableForetells() throws Exception {
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        WrittenNode clips = sampler(workflow, videos);
        WrittenNode reader = workflow.node(VideoModelReaderNodeFactory.class).set("file", saved.toString());
        WrittenNode calibrator = workflow.node(VideoModelCalibratorNodeFactory.class);
        WrittenNode before = workflow.node(ActionPredictorNodeFactory.class);
        WrittenNode after = workflow.node(ActionPredictorNodeFactory.class);
        WrittenNode scorer = workflow.node(ActionScorerNodeFactory.class);
        WrittenNode paired = workflow.node(PairedComparisonNodeFactory.class);
        workflow.connect(reader, 1, calibrator, 1).connect(clips, 1, calibrator, 2)
            .connect(reader, 1, before, 1).connect(clips, 1, before, 2)
            .connect(calibrator, 1, after, 1).connect(clips, 1, after, 2)
            .connect(after, 1, scorer, 1).connect(before, 1, paired, 1).connect(after, 1, paired, 2);
        RunResult result = run(workflow);
        assertThat(result.error()).isEmpty();
        BufferedDataTable calibration = table(result, calibrator, 1);
        BufferedDataTable summary = table(result, scorer, 0);
        assertThat(number(calibration, 0, "Temperature")).isEqualTo(1);
        assertThat(number(calibration, 1, "Log loss")).isLessThan(number(calibration, 0, "Log loss"));
        assertThat(number(summary, 0, "Calibration error"))
            .isEqualTo(number(calibration, 1, "Calibration error"), within(1e-5));
        assertThat(number(summary, 0, "Top-1")).isBetween(number(summary, 0, "Top-1 from"), number(summary, 0, "Top-1 to"));
        BufferedDataTable test = table(result, paired, 0);
        assertThat(number(test, 0, "Videos")).isEqualTo(6);
        assertThat(number(test, 0, "Top-1 of second")).isEqualTo(number(summary, 0, "Top-1"));
        assertThat(table(result, paired, 1).size())
            .isEqualTo((long) (number(test, 0, "Only first right") + number(test, 0, "Only second right")));
    }

    /** Its table of what is lost is of all clips, which the predictors see again. */
    @Test
    void aQuantizedModelScoresInIntegersWithWhatItsTablesForetell() throws Exception {
        assumeTrue(ScoringDevice.computesInBytes(), "this libtorch has no integers for this processor");
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        Quantized nodes = quantized(workflow);
        RunResult result = run(workflow);
        assertThat(result.error()).isEmpty();
        List<List<String>> layers = new ArrayList<>();
        table(result, nodes.quantizer, 1)
            .forEach(row -> layers.add(List.of(row.getCell(0).toString(), row.getCell(1).toString())));
        assertThat(layers).contains(List.of("slow.stem.conv", "32-bit floats"), List.of("slow.res2.0.a.conv", "int8"));
        BufferedDataTable loss = table(result, nodes.quantizer, 2);
        assertThat(number(loss, 0, "Compared clips")).isEqualTo(6 * VIEWS);
        assertThat(table(result, nodes.integers, 2).iterator().next().getCell(6)).hasToString("CPU, int8");

        List<DataRow> exact = rows(result.node(nodes.floats.id()), 1);
        List<DataRow> rounded = rows(result.node(nodes.integers.id()), 1);
        double largest = 0;
        for (int clip = 0; clip < exact.size(); clip++) {
            double[] before = numbers(exact.get(clip), 5);
            double[] after = numbers(rounded.get(clip), 5);
            for (int i = 0; i < before.length; i++) {
                largest = Math.max(largest, Math.abs(before[i] - after[i]));
            }
        }
        // sums in another order may round to another byte
        assertThat(largest).isPositive().isCloseTo(number(loss, 0, "Largest difference"), within(0.02));
    }

    /** As Java names what is none of those that libtorch has integers for. */
    @Test
    void onAnotherProcessorAQuantizedModelScoresInFloatsAndItsNodesSaySo() throws Exception {
        // what is native is loaded for this one
        List<DataRow> exact = predict(saved, "computing/precision=FP32").get(0);
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        Quantized nodes = quantized(workflow);
        WrittenNode windows = workflow.node(LongVideoPredictorNodeFactory.class).set("computing/precision", "INT8");
        workflow.connect(nodes.quantizer, 1, windows, 1).connect(list(workflow, videos), 1, windows, 2);
        String processor = System.setProperty("os.arch", "riscv64");
        try {
            RunResult result = run(workflow);
            assertThat(result.error()).isEmpty();
            assertThat(result.node(nodes.quantizer.id()).warning().orElseThrow()).contains("was not measured");
            for (WrittenNode node : List.of(nodes.integers, windows)) {
                assertThat(result.node(node.id()).warning().orElseThrow()).contains("computed in 32-bit floats");
            }
            assertThat(rows(result.node(nodes.integers.id()))).isEqualTo(exact);
        } finally {
            System.setProperty("os.arch", processor);
        }
    }

    /** A quantizer, and predictors by its model in both kinds of numbers. */
    private record Quantized(WrittenNode quantizer, WrittenNode floats, WrittenNode integers) {}

    private static Quantized quantized(WorkflowWriter workflow) {
        WrittenNode clips = sampler(workflow, videos);
        WrittenNode reader = workflow.node(VideoModelReaderNodeFactory.class).set("file", saved.toString());
        WrittenNode quantizer = workflow.node(VideoModelQuantizerNodeFactory.class);
        WrittenNode floats = workflow.node(ActionPredictorNodeFactory.class).set("clip_rows", "true")
            .set("computing/precision", "FP32");
        WrittenNode integers = workflow.node(ActionPredictorNodeFactory.class).set("clip_rows", "true")
            .set("computing/precision", "INT8");
        workflow.connect(reader, 1, quantizer, 1).connect(clips, 1, quantizer, 2)
            .connect(quantizer, 1, floats, 1).connect(clips, 1, floats, 2)
            .connect(quantizer, 1, integers, 1).connect(clips, 1, integers, 2);
        return new Quantized(quantizer, floats, integers);
    }

    /** The rows of tables that one predictor gives: predictions, clips and speed. */
    private List<List<DataRow>> predict(Path modelFile, String... settings) throws Exception {
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        int id = predictor(workflow, modelFile, settings).id();
        RunResult result = run(workflow);
        assertThat(result.error()).isEmpty();
        List<List<DataRow>> tables = new ArrayList<>();
        for (int port = 0; port < 3; port++) {
            List<DataRow> rows = new ArrayList<>();
            ((BufferedDataTable) result.node(id).outputs().get(port)).forEach(rows::add);
            tables.add(rows);
        }
        return tables;
    }

    private static BufferedDataTable table(RunResult result, WrittenNode node, int output) {
        return (BufferedDataTable) result.node(node.id()).outputs().get(output);
    }

    private static double number(BufferedDataTable table, int row, String column) {
        List<DataRow> rows = new ArrayList<>();
        table.forEach(rows::add);
        return number(rows.get(row).getCell(table.getDataTableSpec().findColumnIndex(column)));
    }

    private static double number(DataCell cell) {
        return ((DoubleValue) cell).getDoubleValue();
    }

    /** Class probabilities from a column on. */
    private static double[] numbers(DataRow row, int first) {
        return IntStream.range(first, first + CLASSES.size()).mapToDouble(i -> number(row.getCell(i))).toArray();
    }

    @Test
    void theMostProbableClassesComeInTheirOrderWithTheirProbabilities() throws Exception {
        for (DataRow row : predict(saved, "top_k=3").get(0)) {
            // video, label, prediction, confidence, views, two more predictions each with its confidence
            double[] probabilities = numbers(row, 9);
            double[] sorted = Arrays.stream(probabilities).sorted().toArray();
            int[] places = {2, 5, 7};
            for (int k = 0; k < places.length; k++) {
                double confidence = number(row.getCell(places[k] + 1));
                assertThat(confidence).isEqualTo(sorted[sorted.length - 1 - k]);
                assertThat(probabilities[CLASSES.index(row.getCell(places[k]).toString())]).isEqualTo(confidence);
            }
        }
    }

    @Test
    void rowsOfClipsHaveWhatTheAveragesAreMadeOf() throws Exception {
        List<List<DataRow>> mean = predict(saved, "clip_rows=true");
        List<List<DataRow>> scores = predict(saved, "clip_rows=true", "averaging=SCORES");
        assertThat(mean.get(1)).hasSize(6 * VIEWS);
        for (int video = 0; video < 6; video++) {
            double[] sum = new double[CLASSES.size()];
            double[] logarithms = new double[CLASSES.size()];
            for (int view = 0; view < VIEWS; view++) {
                DataRow clip = mean.get(1).get(video * VIEWS + view);
                assertThat(clip.getCell(0)).isEqualTo(mean.get(0).get(video).getCell(0));
                assertThat(number(clip.getCell(3))).isEqualTo(view);
                double[] probabilities = numbers(clip, 5);
                for (int c = 0; c < sum.length; c++) {
                    sum[c] += probabilities[c] / VIEWS;
                    logarithms[c] += Math.log(probabilities[c]) / VIEWS;
                }
            }
            assertThat(numbers(mean.get(0).get(video), 5)).containsExactly(sum, within(1e-6));
            double total = Arrays.stream(logarithms).map(Math::exp).sum();
            double[] geometric = Arrays.stream(logarithms).map(value -> Math.exp(value) / total).toArray();
            assertThat(numbers(scores.get(0).get(video), 5)).containsExactly(geometric, within(1e-5));
        }
    }

    @Test
    void evidenceIsAColumnOfPicturesMistakesFirstAndHeatInVideos() throws Exception {
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        WrittenNode predictor = predictor(workflow, saved, "explanation/explain=GRAD_CAM", "explanation/stage=RES4",
            "explained_videos=2");
        WrittenNode reader = workflow.node(VideoModelReaderNodeFactory.class).set("file", saved.toString());
        WrittenNode annotator = workflow.node(VideoAnnotatorNodeFactory.class)
            .set("target/folder", folder.resolve("drawn").toString()).set("explanation/explain", "GRAD_CAM_PLUS_PLUS")
            .port("Model", VideoModelPortObject.TYPE);
        workflow.connect(predictor, 1, annotator, 1).connect(reader, 1, annotator, 2);
        Files.createDirectories(folder.resolve("drawn"));
        RunResult result = run(workflow);
        assertThat(result.error()).isEmpty();
        BufferedDataTable predictions = table(result, predictor, 0);
        int evidence = predictions.getDataTableSpec().findColumnIndex("Evidence");
        List<DataRow> explained = new ArrayList<>();
        predictions.forEach(row -> {
            if (!row.getCell(evidence).isMissing()) {
                explained.add(row);
            }
        });
        assertThat(explained).hasSize(2).allSatisfy(row -> assertThat(row.getCell(2)).isNotEqualTo(row.getCell(1)));
        for (DataRow row : explained) {
            var picture = ImageIO.read(new ByteArrayInputStream(
                ((PNGImageValue) row.getCell(evidence)).getImageContent().getByteArray()));
            // eight frames of each pathway, with 8 pixels of time below and 4 between them
            assertThat(List.of(picture.getWidth(), picture.getHeight())).containsExactly(8 * 48, 2 * (48 + 8) + 4);
        }
        table(result, annotator, 0)
            .forEach(row -> assertThat(Path.of(row.getCell(1).toString())).as(row.toString()).isNotEmptyFile());
    }

    @Test
    void featuresAreAListOfTheLengthThatTheClassifierTakes() throws Exception {
        List<List<DataRow>> tables = predict(saved, "features=true", "all_probabilities=false", "clip_rows=true");
        int length = model.weights().values().get("head.fc.weight").length / CLASSES.size();
        for (DataRow row : tables.get(0)) {
            assertThat((CollectionDataValue) row.getCell(5)).hasSize(length);
        }
        assertThat((CollectionDataValue) tables.get(1).get(0).getCell(5 + CLASSES.size())).hasSize(length);
    }

    @Test
    void theSpeedTellsTheModelItsCostAndTheDevice() throws Exception {
        DataRow speed = predict(saved, "computing/device=CPU").get(2).get(0);
        assertThat(speed.getCell(6)).hasToString("CPU");
        assertThat(speed.getCell(7)).hasToString(model.architecture().displayName());
        assertThat(number(speed.getCell(9))).isEqualTo(VIEWS);
        assertThat(number(speed.getCell(10)) * 1e6)
            .isCloseTo(model.architecture().network().parameterCount(), within(1e-3));
    }

    @Test
    void aGpuThatIsNotThereIsSaidSo() throws Exception {
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        int id = predictor(workflow, saved, "computing/device=GPU", "computing/gpu=99").id();
        RunResult result = run(workflow);
        assertThat(result.node(id).state()).isEqualTo(NodeState.FAILED);
        assertThat(result.node(id).error().orElseThrow()).contains("GPU 99", "Choose the CPU");
    }

    /** Scores videos in the place of clips. */
    private NodeRun videos(Path listed, String... settings) throws Exception {
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        WrittenNode predictor = workflow.node(ActionPredictorNodeFactory.class)
            .port(ActionPredictorNodeFactory.CLIPS_OR_VIDEOS, BufferedDataTable.TYPE);
        return scored(workflow, connected(workflow, predictor, saved, list(workflow, listed), settings));
    }

    private NodeRun onDemand(Path listed, String... settings) throws Exception {
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        return scored(workflow,
            predictor(workflow, saved, sampler(workflow, listed).set("keeping", "ON_DEMAND"), settings));
    }

    private NodeRun scored(WorkflowWriter workflow, WrittenNode predictor) throws Exception {
        RunResult result = run(workflow);
        assertThat(result.error()).isEmpty();
        return result.node(predictor.id());
    }

    private static List<DataRow> rows(NodeRun predictor) {
        return rows(predictor, 0);
    }

    private static List<DataRow> rows(NodeRun node, int output) {
        List<DataRow> rows = new ArrayList<>();
        ((BufferedDataTable) node.outputs().get(output)).forEach(rows::add);
        return rows;
    }

    @ParameterizedTest
    @CsvSource({"ONE,1,CENTRE", "THREE,3,CENTRE", "TEN,10,CENTRE", "ALL,10,THREE"})
    void videosGiveWhatTheirClipsGive(String views, String clips, String crops) throws Exception {
        // 48 pixels are cut out of 55 as 224 out of 256
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        WrittenNode sampler = sampler(workflow, videos).set("clips_per_video", clips).set("short_side", "55")
            .set("largest_short_side", "55").set("crop_place", crops).set("keeping", "ON_DEMAND");
        NodeRun ofClips = scored(workflow, predictor(workflow, saved, sampler));

        assertThat(rows(videos(videos, "views_per_video=" + views))).hasSize(6).isEqualTo(rows(ofClips));
    }

    @Test
    void aVideoThatCannotBeReadIsARowWithTheReason() throws Exception {
        Path own = folder.resolve("videos");
        new MotionVideos(0, 1, 7).write(own);
        Files.writeString(own.resolve("test/grow_0.mp4"), "not a video");
        NodeRun run = videos(own, "views_per_video=ONE");
        assertThat(run.warning().orElseThrow()).startsWith("1 videos have no prediction, first ")
            .contains("grow_0.mp4: cannot be opened as a video");
        assertThat(rows(run)).hasSize(6).filteredOn(row -> row.getCell(2).isMissing()).hasSize(1);
    }

    @Test
    void theScoresOfVideosAreKeptInTheOutputFolder() throws Exception {
        Path kept = folder.resolve("kept");
        List<DataRow> whole = rows(videos(videos, "views_per_video=THREE", "output_folder=" + kept));
        Path lines = kept.resolve("scored.jsonl");
        List<String> scored = Files.readAllLines(lines);
        assertThat(scored).hasSize(6);
        Files.write(lines, scored.subList(0, 4));
        assertThat(rows(videos(videos, "views_per_video=THREE", "output_folder=" + kept))).isEqualTo(whole);
        assertThat(Files.readAllLines(lines)).isEqualTo(scored);
    }

    /** Its port was fixed there, and so it has no type in the settings. */
    @Test
    void aPredictorOfTheFirstVersionTakesClips() throws Exception {
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        int id = predictor(workflow, saved).id();
        Path written = folder.resolve("workflow");
        workflow.write(written);
        Path settings = written.resolve("Action Predictor (#" + id + ")/settings.xml");
        String now = Files.readString(settings);
        String then = now.replaceFirst("(?s)<config key=\"Clips or videos\">.*?</config>", "<config key=\"Clips\"/>");
        assertThat(then).isNotEqualTo(now);
        Files.writeString(settings, then);
        try (WorkflowRunner runner = WorkflowRunner.load(written)) {
            RunResult result = runner.run(WorkflowListener.NONE);
            assertThat(result.error()).isEmpty();
            assertThat(rows(result.node(id))).isEqualTo(predict(saved).get(0));
        }
    }

    @Test
    void itWarnsOfClipsThatWereDrawn() throws Exception {
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        WrittenNode sampler = sampler(workflow, videos).set("clip_place", "RANDOM").set("clips_per_video", "1");
        assertThat(scored(workflow, predictor(workflow, saved, sampler)).warning().orElseThrow())
            .startsWith("The clips are chosen by chance");
    }

    @Test
    void executingAgainScoresOnlyTheVideosThatAreLeftWithTheSameNumbers() throws Exception {
        Path kept = folder.resolve("kept");
        List<DataRow> whole = predict(saved, "output_folder=" + kept).get(0);
        Path lines = kept.resolve("scored.jsonl");
        List<String> scored = Files.readAllLines(lines);
        assertThat(scored).hasSize(6);
        Files.write(lines, scored.subList(0, 4));
        List<DataRow> again = predict(saved, "output_folder=" + kept).get(0);
        assertThat(again).isEqualTo(whole);
        assertThat(Files.readAllLines(lines)).isEqualTo(scored);
    }

    @Test
    void aVideoThatWasReplacedIsScoredAnewThoughTheOutputFolderHasItsScore() throws Exception {
        Path own = folder.resolve("videos");
        new MotionVideos(0, 1, 7).write(own);
        String[] settings = {"output_folder=" + folder.resolve("kept")};
        List<DataRow> before = rows(onDemand(own, settings));
        new MotionVideos(0, 1, 8).write(folder.resolve("others"));
        Files.copy(folder.resolve("others/test/spin_0.mp4"), own.resolve("test/grow_0.mp4"),
            StandardCopyOption.REPLACE_EXISTING);
        NodeRun again = onDemand(own, settings);
        assertThat(again.warning()).hasValue("Of the scores in the resume folder: kept 5, scored anew 1 (replaced).");
        assertThat(rows(again)).isNotEqualTo(before)
            .isEqualTo(rows(onDemand(own, "output_folder=" + folder.resolve("fresh"))));
    }

    @ParameterizedTest
    @EnumSource(names = {"ONNX", "TORCHSCRIPT"})
    void anExportedModelScoresAsTheOneThatItWasMadeOf(ExportFormat format) throws Exception {
        Path exported = folder.resolve("model." + format.extension());
        format.write(model, exported, Progress.NONE);
        List<DataRow> expected = predict(saved).get(0);
        List<DataRow> found = predict(exported).get(0);
        for (int video = 0; video < 6; video++) {
            assertThat(numbers(found.get(video), 5)).containsExactly(numbers(expected.get(video), 5), within(1e-4));
        }
    }

    @Test
    void modelsAreComparedByAccuracyAndCost() throws Exception {
        Path larger = folder.resolve("larger.zip");
        ModelFile.save(model(16, 5), larger);
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        WrittenNode comparison = workflow.node(ModelComparisonNodeFactory.class).set("names", "thin\nwide")
            .port("Second summary", BufferedDataTable.TYPE);
        int port = 1;
        for (Path file : List.of(saved, larger)) {
            WrittenNode scorer = workflow.node(ActionScorerNodeFactory.class);
            workflow.connect(predictor(workflow, file), 1, scorer, 1).connect(scorer, 1, comparison, port++);
        }
        RunResult result = run(workflow);
        assertThat(result.node(comparison.id()).error()).isEmpty();
        List<DataRow> models = new ArrayList<>();
        ((BufferedDataTable) result.node(comparison.id()).outputs().get(0)).forEach(models::add);
        assertThat(models).extracting(row -> row.getCell(0).toString()).containsExactly("thin", "wide");
        for (DataRow row : models) {
            assertThat(number(row.getCell(3))).isEqualTo(VIEWS);
            assertThat(number(row.getCell(4))).isCloseTo(VIEWS * number(row.getCell(2)), within(1e-9));
        }
        assertThat(number(models.get(1).getCell(5))).isGreaterThan(number(models.get(0).getCell(5)));
        DataRow picture = ((BufferedDataTable) result.node(comparison.id()).outputs().get(1)).iterator().next();
        byte[] png = ((PNGImageValue) picture.getCell(0)).getImageContent().getByteArray();
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(900);
    }

    @Test
    void theSavedWorkflowForSeveralLabelsLearnsThemAll() throws Exception {
        Path set = folder.resolve("several");
        new SeveralActionsVideos(160, 80, 1).write(set);
        List<String> arguments = new ArrayList<>(List.of(
            PROJECT.resolve(ExampleWorkflows.FOLDER).resolve(ExampleWorkflows.SEVERAL_LABELS).toString(), "--out",
            folder.resolve("out").toString()));
        for (String part : List.of("train", "test")) {
            String reader = "Video Dataset Reader (" + part + ")/";
            arguments.addAll(
                List.of("--set", reader + "list_file=" + set.resolve(part.equals("train") ? "train.csv" : "test.txt"),
                    "--set", reader + "class_file=" + set.resolve(part.equals("train") ? "classes.txt" : "names.txt")));
        }
        assertThat(Main.run(PROJECT, arguments)).isZero();
        List<String> summary = Files.readAllLines(folder.resolve("out/action-scorer-7-1.csv"));
        List<String> columns = List.of(summary.get(0).split(","));
        String[] values = summary.get(1).split(",");
        assertThat(values[columns.indexOf("Top-1")]).as("accuracy of one class").isEmpty();
        assertThat(Double.parseDouble(values[columns.indexOf("mAP")])).isGreaterThanOrEqualTo(0.9);
        List<String[]> classes = Files.readAllLines(folder.resolve("out/action-scorer-7-2.csv")).stream()
            .map(row -> row.split(",", -1)).toList();
        assertThat(classes).hasSize(1 + 5);
        int precision = List.of(classes.get(0)).indexOf("Average precision");
        double mean = classes.stream().skip(1).mapToDouble(row -> Double.parseDouble(row[precision])).average()
            .orElseThrow();
        assertThat(Double.parseDouble(values[columns.indexOf("mAP")])).isCloseTo(mean, within(1e-9));
    }
}
