package org.videoaction.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.videoaction.data.Progress;
import org.videoaction.data.list.Classes;
import org.videoaction.generated.ColorVideos;
import org.videoaction.generated.MotionVideos;
import org.videoaction.generated.VideoFile;
import org.videoaction.generated.WalkerVideo;
import org.videoaction.model.exchange.ExportFormat;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.published.ClassNames;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.ScoringDevice;

class VideoActionTest extends CommandTest {

    private static final Classes CLASSES = Classes.of("move_left", "move_right", "move_up", "move_down", "spin", "grow");

    @TempDir
    private static Path folder;

    private static Path model;

    @BeforeAll
    static void prepare() throws IOException {
        new MotionVideos(1, 1, 7).write(folder);
        model = folder.resolve("model.zip");
        ModelFile.save(VideoModel.untrained(ModelZoo.entry("slowfast-4x16-r50").architecture(8, CLASSES.size()),
            new VideoModel.Input(32, 64, 64, 1), CLASSES, 3), model);
    }

    @Test
    void whyShowsTheEvidenceOfEachPathway() throws IOException {
        Path video = folder.resolve("test/spin_0.mp4");
        Path picture = folder.resolve("why.png");
        assertThat(run("predict", model.toString(), video.toString(), "--views", "one", "--why", picture.toString()))
            .isZero();
        BufferedImage one = ImageIO.read(picture.toFile());
        // two rows of eight frames, 8 pixels of time under each and 4 between them
        assertThat(one.getWidth()).isEqualTo(8 * 64);
        assertThat(one.getHeight()).isEqualTo(2 * (64 + 8) + 4);
        assertThat(one.getRGB(32, 32) >>> 24).as("frames cover what is behind them").isEqualTo(255);
        assertThat(one.getRGB(32, 64 + 8 + 4 + 32) >>> 24).isEqualTo(255);
        Path pictures = folder.resolve("why");
        assertThat(run("predict", model.toString(), video.toString(), video.toString(), "--views", "one", "--why",
            pictures.toString(), "--why-by", "grad-cam++", "--why-stage", "res4")).isZero();
        assertThat(pictures.resolve("spin_0.mp4.png")).isNotEmptyFile();
        assertThat(pictures.resolve("spin_0.mp4-2.png")).isNotEmptyFile();
    }

    /** The network sees the mean of each color, and only a corner of the video is not black. */
    @Test
    void whyByOcclusionIsHotWhereTheEvidenceLies() throws IOException {
        Path network = folder.resolve("mean.onnx");
        ColorVideos.writeNetwork(network);
        Path video = folder.resolve("corner.mp4");
        VideoFile.write(video, 64, 64, 8, 25, (canvas, frame) -> {
            canvas.setColor(Color.GREEN);
            canvas.fillRect(0, 0, 32, 32);
        });
        Path names = Files.write(folder.resolve("colors.txt"), ColorVideos.NAMES);
        Path picture = folder.resolve("corner.png");
        assertThat(run("predict", network.toString(), video.toString(), "--class-names", names.toString(), "--frames", "4",
            "--size", "32", "--stride", "2", "--normalization", "0..1", "--scores", "softmax", "--views", "one", "--why",
            picture.toString(), "--why-by", "occlusion")).as(refused()).isZero();
        BufferedImage four = ImageIO.read(picture.toFile());
        // all four frames, with 8 pixels of time below
        assertThat(List.of(four.getWidth(), four.getHeight())).containsExactly(4 * 32, 32 + 8);
        for (int frame = 0; frame < 4; frame++) {
            // nothing there is red: where it is, heat is painted over it
            assertThat(new Color(four.getRGB(32 * frame + 8, 8)).getRed()).as("frame %d, the corner", frame)
                .isGreaterThan(100);
            assertThat(new Color(four.getRGB(32 * frame + 26, 26)).getRed()).as("frame %d, beside it", frame).isLessThan(40);
            assertThat(new Color(four.getRGB(32 * frame + 16, 36)).getRed()).as("time of frame %d", frame)
                .isGreaterThan(200);
        }
    }

    @Test
    void whyIsRefusedBeforeAnythingIsScored() {
        String video = folder.resolve("test/spin_0.mp4").toString();
        assertThat(run("predict", model.toString(), video, video, "--why", "a.png")).isEqualTo(2);
        assertThat(refused()).contains("folder");
        assertThat(run("predict", model.toString(), video, "--why", "a.png", "--why-by", "lime")).isEqualTo(2);
        assertThat(refused()).contains("occlusion");
        assertThat(run("predict", model.toString(), video, "--why", "a.png", "--why-stage", "res7")).isEqualTo(2);
        assertThat(refused()).contains("res5");
        assertThat(printed()).doesNotContain(video);
    }

    @Test
    void predictPrintsFiveClassesFromTheMostProbableOne() {
        Path video = folder.resolve("test/spin_0.mp4");
        int exitCode = run("predict", model.toString(), video.toString());
        assertThat(exitCode).isZero();
        List<String> rows = printed().lines().filter(line -> line.matches("  [01]\\.\\d{4}  .*")).toList();
        assertThat(rows).hasSize(5).isSortedAccordingTo((a, b) -> b.substring(2, 8).compareTo(a.substring(2, 8)));
        assertThat(rows).allSatisfy(row -> assertThat(CLASSES.names()).contains(row.substring(10)));
        assertThat(printed()).contains(video.toString(), "1 videos in");
    }

    @Test
    void predictTakesWholeFramesAndFastDecoding() {
        Path video = folder.resolve("test/spin_0.mp4");
        assertThat(run("predict", model.toString(), video.toString(), "--views", "whole", "--fast-decoding")).isZero();
        assertThat(printed().lines().filter(line -> line.matches("  [01]\\.\\d{4}  .*"))).hasSize(5);
    }

    private Path quantized() throws IOException {
        Path list = Files.writeString(folder.resolve("calibration.txt"), "test/spin_0.mp4 spin\ntest/grow_0.mp4 grow\n");
        Path file = folder.resolve("int8.zip");
        assertThat(run("quantize", model.toString(), "--list", list.toString(), "--clips", "2", "--compared", "2", "--out",
            file.toString())).as(refused()).isZero();
        return file;
    }

    /** What predict printed of each class. */
    private Map<String, Double> predicted(Path file, String... more) {
        out.getBuffer().setLength(0);
        List<String> arguments = new ArrayList<>(
            List.of("predict", file.toString(), folder.resolve("test/spin_0.mp4").toString(), "--views", "one"));
        arguments.addAll(List.of(more));
        assertThat(run(arguments.toArray(String[]::new))).isZero();
        return printed().lines().filter(line -> line.matches("  [01]\\.\\d{4}  .*"))
            .collect(Collectors.toMap(row -> row.substring(10), row -> Double.valueOf(row.substring(2, 8))));
    }

    @Test
    void aQuantizedModelPredictsAndScoresInIntegersWithProbabilitiesNearThoseOfFloats() throws IOException {
        assumeTrue(ScoringDevice.computesInBytes(), "this libtorch has no integers for this processor");
        Path file = quantized();
        assertThat(printed()).containsPattern("\\d+ of \\d+ layers in integers, ranges of 2 clips")
            .contains("of 2 compared clips", "Model: " + file);
        Map<String, Double> exact = predicted(file, "--precision", "fp32");
        assertThat(exact).isEqualTo(predicted(model, "--precision", "fp32"));
        predicted(file, "--precision", "int8").forEach((name, probability) -> assertThat(probability)
            .isCloseTo(exact.getOrDefault(name, probability), within(0.1)));
        Path list = Files.writeString(folder.resolve("one.txt"), "test/spin_0.mp4 spin\n");
        List<List<Double>> scored = new ArrayList<>();
        for (String precision : List.of("fp32", "int8")) {
            Path scores = folder.resolve("scored-" + precision);
            assertThat(run("score", file.toString(), list.toString(), "--out", scores.toString(), "--views", "one",
                "--precision", precision)).isZero();
            List<Double> probabilities = new ArrayList<>();
            new ObjectMapper().readTree(scores.resolve("scores.json").toFile()).get("videos").get(0).get("probabilities")
                .forEach(probability -> probabilities.add(probability.asDouble()));
            scored.add(probabilities);
        }
        assertThat(scored.get(1)).isNotEqualTo(scored.get(0)).hasSize(6);
        for (int i = 0; i < 6; i++) {
            assertThat(scored.get(1).get(i)).isCloseTo(scored.get(0).get(i), within(0.1));
        }
        assertThat(run("predict", model.toString(), "x.mp4", "--precision", "int8")).isEqualTo(2);
        assertThat(refused()).contains("videoaction quantize");
    }

    /** As Java names what is none of those that libtorch has integers for; natives are loaded for this one before. */
    @Test
    void onAnotherProcessorAndOnOnnxRuntimeAQuantizedModelPredictsInFloatsAndSaysSo() throws IOException {
        Path file = quantized();
        Map<String, Double> exact = predicted(file, "--precision", "fp32");
        assertThat(printed()).doesNotContain("computed in 32-bit floats");
        String processor = System.setProperty("os.arch", "riscv64");
        try {
            assertThat(predicted(file, "--precision", "int8")).isEqualTo(exact);
            assertThat(printed()).contains("computed in 32-bit floats");
        } finally {
            System.setProperty("os.arch", processor);
        }
        assertThat(predicted(file, "--precision", "int8", "--engine", "onnxruntime").keySet()).isEqualTo(exact.keySet());
        assertThat(printed()).contains("computed in 32-bit floats");
    }

    @Test
    void predictTakesAPublishedNameAndSaysWhatIsMissingWithoutDownloads() {
        int exitCode = run("predict", "slowfast-8x8-r50@kinetics-400", "x.mp4", "--no-download", "--cache",
            folder.resolve("cache").toString());
        assertThat(exitCode).isEqualTo(2);
        assertThat(refused()).contains("downloads are switched off", "SLOWFAST_8x8_R50.pkl",
            "slowfast-8x8-r50.kinetics-400.pkl");
    }

    /** A server that gives a thin network in the place of that of the catalogue. */
    private static HttpServer mirror() throws IOException {
        Path weights = folder.resolve("thin.pyth");
        ExportFormat.CHECKPOINT.write(VideoModel.untrained(ModelZoo.entry("slow-4x16-r50").architecture(8, 400),
            new VideoModel.Input(4, 224, 224, 16), Classes.numbered(400), 3), weights, Progress.NONE);
        byte[] bytes = Files.readAllBytes(weights);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    void predictAndScoreTakeTheNameOfPublishedWeightsWithTheirClasses() throws IOException {
        String name = "slow-4x16-r50@kinetics-400";
        String cache = folder.resolve("downloaded").toString();
        HttpServer server = mirror();
        try {
            assertThat(run("predict", name, folder.resolve("test/spin_0.mp4").toString(), "--cache", cache, "--mirror",
                "http://127.0.0.1:" + server.getAddress().getPort())).isZero();
        } finally {
            server.stop(0);
        }
        List<String> kinetics = ClassNames.of("kinetics-400").orElseThrow().names();
        List<String> rows = printed().lines().filter(line -> line.matches("  [01]\\.\\d{4}  .*")).toList();
        assertThat(rows).hasSize(5).allSatisfy(row -> assertThat(kinetics).contains(row.substring(10)));

        Path list = Files.writeString(folder.resolve("kinetics.txt"), "test/spin_0.mp4 zumba\n");
        Path scored = folder.resolve("scored-by-name");
        assertThat(run("score", name, list.toString(), "--out", scored.toString(), "--cache", cache, "--no-download"))
            .isZero();
        assertThat(Files.readAllLines(scored.resolve("scores.csv")).get(0)).contains("P (abseiling)", "P (zumba)");
    }

    @Test
    void classesOfOtherWeightsAreNamedAsIsAskedFor() throws IOException {
        Path weights = folder.resolve("csn.pth");
        ExportFormat.CHECKPOINT.write(VideoModel.untrained(ModelZoo.entry("ir-csn-50").architecture(8, 51),
            new VideoModel.Input(32, 32, 32, 2), Classes.numbered(51), 3), weights, Progress.NONE);
        String video = folder.resolve("test/spin_0.mp4").toString();
        List<String> hmdb = ClassNames.of("hmdb51").orElseThrow().names();
        assertThat(run("predict", weights.toString(), video)).isZero();
        assertThat(printed()).contains("taken for granted", "the classes are those of HMDB51, which has as many");
        assertThat(printed().lines().filter(line -> line.matches("  [01]\\.\\d{4}  .*")))
            .hasSize(5).allSatisfy(row -> assertThat(hmdb).contains(row.substring(10)));
        out.getBuffer().setLength(0);
        assertThat(run("predict", weights.toString(), video, "--class-names", "numbers")).isZero();
        assertThat(printed()).doesNotContain("HMDB51");
        assertThat(printed().lines().filter(line -> line.matches("  [01]\\.\\d{4}  \\d+"))).hasSize(5);
        assertThat(run("predict", weights.toString(), video, "--class-names", "hmdb")).isEqualTo(2);
        assertThat(refused()).contains("hmdb");
    }

    @Test
    void predictSaysWhyAPublishedModelCannotRun() {
        assertThat(run("predict", "efficient-x3d-s-pytorchvideo@kinetics-400", "x.mp4")).isEqualTo(2);
        assertThat(refused()).contains("the efficient form of X3D is not among the networks");
    }

    @Test
    void modelsListsPublishedWeights() {
        assertThat(run("models", "--all")).isZero();
        assertThat(printed()).containsPattern("\\| slowfast-8x8-r50@kinetics-400 +\\| 77.0 ")
            .contains("the efficient form of X3D is not among the networks");
    }

    @Test
    void predictNamesAVideoThatIsBroken() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.mp4"), "not a video");
        int exitCode = run("predict", model.toString(), broken.toString());
        assertThat(exitCode).isEqualTo(1);
        assertThat(printed()).contains("broken.mp4: cannot be opened as a video");
    }

    @Test
    void scorePrintsTheAccuracyThatItsFilesHave() throws IOException {
        Path scored = folder.resolve("scored");
        Path list = Files.writeString(folder.resolve("some.txt"), "test/spin_0.mp4 4\ntest/grow_0.mp4 grow\ngone.mp4 0\n");
        assertThat(run("score", model.toString(), list.toString(), "--out", scored.toString())).isZero();

        JsonNode json = new ObjectMapper().readTree(scored.resolve("scores.json").toFile());
        assertThat(json.get("classes")).hasSize(6);
        List<Boolean> right = new ArrayList<>();
        for (JsonNode video : json.get("videos")) {
            if (video.get("problem").isNull()) {
                double sum = 0;
                for (JsonNode probability : video.get("probabilities")) {
                    sum += probability.asDouble();
                }
                assertThat(sum).isBetween(0.9999, 1.0001);
                assertThat(video.get("views").asInt()).isEqualTo(30);
                right.add(video.get("prediction").equals(video.get("labels").get(0)));
            }
        }
        assertThat(right).hasSize(2);
        assertThat(printed()).contains("left out", "gone.mp4: does not exist",
            "top-1  " + (right.stream().filter(r -> r).count() / 2.0), "without 4 classes", " of 2 of 3 videos\n",
            "of the others 1 could not be scored: see");
        assertThat(Files.readAllLines(scored.resolve("scores.csv"))).hasSize(4).element(0).asString()
            .startsWith("video,labels,prediction,views,problem,P (move_left)");
        assertThat(Files.readAllBytes(scored.resolve("scores.arrow")))
            .startsWith("ARROW1".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void shardsOfAListAreMergedToTheFilesOfTheWholeList() throws IOException {
        Path list = Files.writeString(folder.resolve("three.txt"), "test/spin_0.mp4 4\ngone.mp4 0\ntest/grow_0.mp4 grow\n");
        Path whole = folder.resolve("whole");
        Path shards = folder.resolve("shards");
        assertThat(run("score", model.toString(), list.toString(), "--out", whole.toString())).isZero();
        String accuracy = printed().lines().filter(line -> line.startsWith("mAP") || line.startsWith("top-"))
            .collect(Collectors.joining("\n"));
        assertThat(run("score", model.toString(), list.toString(), "--out", shards.toString(), "--shard", "1/2")).isZero();
        assertThat(printed()).contains("Shard 1 of 2: " + shards);
        assertThat(run("merge", shards.toString(), "--out", shards.toString())).isEqualTo(2);
        assertThat(refused()).contains("Of 2 shards, 1 is missing: shard-2-of-2.");
        assertThat(run("score", model.toString(), list.toString(), "--out", shards.toString(), "--shard", "2/2")).isZero();
        out.getBuffer().setLength(0);
        assertThat(run("merge", shards.toString(), "--out", shards.toString())).isZero();
        assertThat(printed()).contains(accuracy).containsOnlyOnce("left out: ").contains("gone.mp4: does not exist",
            "3 videos. Scores: " + shards);
        for (String file : List.of("scores.arrow", "scores.csv", "scores.json")) {
            assertThat(shards.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
    }

    @Test
    void aLabelThatIsNoClassOfTheModelIsRefusedWithItsLine() throws IOException {
        Path list = Files.writeString(folder.resolve("wrong.txt"), "test/spin_0.mp4 spin\ntest/grow_0.mp4 jump\n");
        assertThat(run("score", model.toString(), list.toString(), "--out", folder.resolve("none").toString()))
            .isEqualTo(2);
        assertThat(refused()).isEqualTo("videoaction: The list " + list
            + " has a wrong line: line 2: the label jump is outside the 6 classes\n");
    }

    @Test
    void listsOfOtherFormatsAreScored() throws IOException {
        Files.createDirectories(folder.resolve("splits"));
        Path list = Files.writeString(folder.resolve("splits/spin_test_split1.txt"), "spin_0.mp4 2 \n");
        Files.writeString(folder.resolve("splits/grow_test_split1.txt"), "grow_0.mp4 1 \n");
        Path scored = folder.resolve("scored-hmdb51");

        assertThat(run("score", model.toString(), list.toString(), "--format", "hmdb51", "--part", "test", "--videos",
            folder.resolve("test").toString(), "--out", scored.toString())).isZero();

        assertThat(printed()).contains("Rows of other parts than test are passed over: 1 (train).");
        assertThat(Files.readAllLines(scored.resolve("scores.csv"))).hasSize(2).element(1).asString()
            .contains("spin_0.mp4,spin,");
    }

    @Test
    void networksAreListedWithTheirCosts() {
        assertThat(run("networks")).isZero();
        assertThat(printed()).isEqualTo(ModelZoo.table()).contains("slowfast-4x16-r50");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", value = {
        "predict MODEL                       | Missing required parameter: 'VIDEO'",
        "score MODEL list.txt                | Missing required option: '--out=DIR'",
        "score MODEL --out x                 | Missing required parameter: 'LIST'",
        "score MODEL list.txt more --out x   | Unmatched argument at index 3: 'more'",
        "predict MODEL a.mp4 --speed 2       | Unknown option: '--speed'",
        "predict MODEL a.mp4 --device        | Missing required parameter for option '--device' (D)",
        "predict MODEL a.mp4 --precision x   | Invalid value for option '--precision': expected one of [FP32, BF16, INT8]",
        "predict MODEL a.mp4 --views x       | Invalid value for option '--views': expected one of [ONE, THREE, TEN, ALL, WHOLE]",
        "predict MODEL a.mp4 --device tpu    | There is no device \"tpu\"; choose auto, cpu, gpu or gpu:N.",
        "predict nowhere.zip a.mp4           | nowhere.zip",
        "score MODEL l --out x --shard 9/8   | There is no shard 9 of 8; shards count from 1",
        "merge nowhere --out x               | nowhere",
        "merge --out x                       | Missing required parameter: 'SHARDS'",
        "score MODEL l --out x --format csv  | Invalid value for option '--format': expected one of [PATH_LABEL,",
        "learn                               | Unmatched argument at index 0: 'learn'",
        "none                                | Missing required subcommand"})
    void wrongArgumentsAreRefusedInOneSentence(String line, String sentence) {
        String[] arguments = line == null ? new String[0] : line.replace("MODEL", model.toString()).split(" ");
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(refused()).startsWith("videoaction: ").contains(sentence).hasLineCount(1);
    }

    @Test
    void developersAreToldWhereAnErrorHappened() {
        assertThat(run("predict", "nowhere.zip", "a.mp4", "--stacktrace")).isEqualTo(2);
        assertThat(refused()).contains("\tat org.videoaction.commandline.PredictCommand.call(");
    }

    @Test
    void personsArePrintedALineABox() throws IOException {
        Path video = folder.resolve("walkers.mp4");
        WalkerVideo.apart(2, 50, 3).write(video);
        Path detector = folder.resolve("detector.onnx");
        WalkerVideo.writeDetector(detector);
        assertThat(run("detect-persons", "--detector", detector.toString(), video.toString())).isZero();
        // two key frames of two seconds
        List<String> lines = printed().lines().toList();
        assertThat(lines.get(0)).isEqualTo("video,seconds,x1,y1,x2,y2,score,person");
        assertThat(lines).hasSize(5).filteredOn(line -> line.startsWith(video + ",1.000,")).hasSize(2);
        assertThat(lines).filteredOn(line -> line.endsWith(",2")).hasSize(2);
        assertThat(refused()).contains("Form: YOLOv5 (recognized)");
        Path broken = Files.writeString(folder.resolve("no-video.mp4"), "text");
        assertThat(run("detect-persons", "--detector", detector.toString(), broken.toString())).isEqualTo(1);
        assertThat(refused()).contains("no-video.mp4: cannot be opened as a video");
    }

    @Test
    void theFormOfADetectorIsPrinted() throws IOException {
        Path detector = folder.resolve("form.onnx");
        WalkerVideo.writeDetector(detector);
        assertThat(run("detectors", detector.toString())).isZero();
        assertThat(printed().lines()).contains("Form: YOLOv5 (recognized)").anyMatch(line -> line.startsWith("Input: "))
            .noneMatch(line -> line.contains("yolox-s"));
        assertThat(run("detectors", model.toString())).isEqualTo(2);
        assertThat(refused()).contains(model.toString());
        assertThat(run("detectors", "yolov8")).isEqualTo(2);
        assertThat(refused()).contains("The detector YOLOv8 is not offered");
    }

    /** The clips of the network have four frames; the mean of the one color is 1, of the others 0. */
    @ParameterizedTest
    @ValueSource(strings = {"onnx", "pt"})
    void aNetworkOfAnotherProgramPredictsAndScores(String ending) throws IOException {
        Path colors = Files.createDirectories(folder.resolve("colors-" + ending));
        ColorVideos.write(colors, 40);
        Path network = colors.resolve("colors." + ending);
        ColorVideos.writeNetwork(network);
        String[] known = {"--class-names", colors.resolve("names.txt").toString(), "--frames", "4", "--size", "32",
            "--stride",
            "4", "--normalization", "0..1", "--scores", "softmax"};

        assertThat(run(Stream.concat(Stream.of("predict", network.toString(), colors.resolve("green.mp4").toString()),
            Stream.of(known)).toArray(String[]::new))).isZero();
        List<String> rows = printed().lines().filter(line -> line.matches("  [01]\\.\\d{4}  .*")).toList();
        assertThat(rows).hasSize(3).element(0).asString().endsWith("  green");
        assertThat(Double.parseDouble(rows.get(0).substring(2, 8))).isCloseTo(ColorVideos.probability(true), within(0.02));

        Path scored = colors.resolve("scored");
        assertThat(run(Stream.concat(Stream.of("score", network.toString(), colors.resolve("colors.txt").toString(), "--out",
            scored.toString()), Stream.of(known)).toArray(String[]::new))).isZero();
        assertThat(printed()).contains("top-1  1.0");
        for (JsonNode video : new ObjectMapper().readTree(scored.resolve("scores.json").toFile()).get("videos")) {
            int label = ColorVideos.NAMES.indexOf(video.get("labels").get(0).asText());
            for (int color = 0; color < 3; color++) {
                assertThat(video.get("probabilities").get(color).asDouble())
                    .isCloseTo(ColorVideos.probability(color == label), within(0.02));
            }
        }
    }

    @Test
    void detectorsThatMayNotBeUsedFreelyAreNotOffered() {
        assertThat(run("detectors")).isZero();
        assertThat(printed()).contains("yolox-s  YOLOX-S: 40.5 % mAP on COCO, 640 x 640 pixels, Apache-2.0", "AGPL-3.0");
        assertThat(run("detect-persons", "--detector", "yolov8", "a.mp4")).isEqualTo(2);
        assertThat(refused()).contains("The detector YOLOv8 is not offered", "AGPL-3.0");
    }

    /** All but the completion of shells, which stands for itself. */
    static Set<String> commands() {
        Set<String> names = new TreeSet<>(VideoAction.commandLine().getSubcommands().keySet());
        names.remove("generate-completion");
        return names;
    }

    @Test
    void aCloneRunsEveryCommand() throws IOException {
        String script = Files.readString(Path.of(System.getProperty("project.root", ".."), "run"));
        Matcher known = Pattern.compile("^ *(.+)\\) module=command-line ", Pattern.MULTILINE).matcher(script);
        assertThat(known.find()).isTrue();
        assertThat(known.group(1).split(" \\| ")).containsExactlyInAnyOrderElementsOf(commands());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandExplainsItselfWithAnExample(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(printed()).startsWith("Usage: videoaction " + command).contains("Example", "  videoaction " + command,
            "--stacktrace");
    }

    @Test
    void completionKnowsTheCommands() {
        assertThat(run("generate-completion")).isZero();
        assertThat(printed()).contains("complete -F _complete_videoaction", "predict", "--precision");
    }
}
