package org.videoaction.model.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.videoaction.data.FileProblem;
import org.videoaction.data.Progress;
import org.videoaction.golden.Golden;
import org.videoaction.generated.WalkerVideo;
import org.videoaction.model.detection.DetectorFile;
import org.videoaction.model.detection.DetectorSettings;
import org.videoaction.model.detection.ObjectDetector;
import org.videoaction.model.exchange.ImportRequest;
import org.videoaction.model.exchange.ModelImport;
import org.videoaction.model.exchange.PyTorchVideoFile;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.VideoModel;

class WeightsCacheTest {

    private static final byte[] WEIGHTS = new byte[300_000];

    static {
        new Random(5).nextBytes(WEIGHTS);
        WEIGHTS[0] = 'P';
    }

    @TempDir
    private Path folder;

    private HttpServer server;
    private ExecutorService threads;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answers(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            asked.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Range"));
            try (exchange) {
                handler.handle(exchange);
            }
        });
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /** Sends so many bytes and hangs up, the first time; then from where it is asked for. */
    private static HttpHandler breakingOffAfter(int bytes, String... tags) {
        int[] calls = {0};
        return exchange -> {
            String tag = tags[Math.min(calls[0]++, tags.length - 1)];
            exchange.getResponseHeaders().set("ETag", tag);
            String range = exchange.getRequestHeaders().getFirst("Range");
            boolean same = tag.equals(exchange.getRequestHeaders().getFirst("If-Range"));
            int start = range == null || !same ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            if (start > 0) {
                exchange.getResponseHeaders().set("Content-Range", "bytes " + start + "-" + (WEIGHTS.length - 1) + "/"
                    + WEIGHTS.length);
            }
            exchange.sendResponseHeaders(start > 0 ? 206 : 200, WEIGHTS.length - start);
            int end = calls[0] == 1 ? bytes : WEIGHTS.length;
            exchange.getResponseBody().write(WEIGHTS, start, end - start);
            exchange.getResponseBody().flush();
        };
    }

    private URI address(String path) {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":" + server.getAddress().getPort()
            + path);
    }

    private static String hash(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    static PublishedModel published(URI address, String sha256) {
        PublishedModel real = Catalogue.model("slowfast-8x8-r50@kinetics-400");
        return like(real, real.classes(), address, sha256);
    }

    private static PublishedModel like(PublishedModel real, int classes, URI address, String sha256) {
        return new PublishedModel(real.id(), real.program(), real.task(), real.dataset(), classes, real.network(),
            real.input(), real.shortSide(), real.views(), real.preprocessing(), real.pretraining(), real.accuracy(),
            real.gmacs(), real.parameters(), sha256, real.licence(), address, "");
    }

    private PublishedModel weights() throws Exception {
        return published(address("/weights.pkl"), hash(WEIGHTS).substring(0, 8));
    }

    private WeightsSource source() {
        return new WeightsSource(folder.resolve("cache"), Optional.empty(), Optional.empty(), true,
            HttpClient.Builder.NO_PROXY);
    }

    private Path fetched(PublishedModel model) throws IOException {
        return new WeightsCache(source()).file(model, Progress.NONE);
    }

    @Test
    void aDetectorIsDownloadedOnceUnderItsNameAndRecognized() throws Exception {
        Path written = folder.resolve("theirs.onnx");
        WalkerVideo.writeDetector(written);
        byte[] bytes = Files.readAllBytes(written);
        answers("/release/theirs.onnx", exchange -> send(exchange, 200, bytes));
        PublishedDetector detector = new PublishedDetector("bright", "Bright shapes", "160 x 96", "", "", "Apache-2.0",
            address("/release/theirs.onnx"), "");

        Path file = new WeightsCache(source()).file(detector, Progress.NONE);

        assertThat(file).hasFileName("bright.onnx").hasBinaryContent(bytes);
        assertThat(new WeightsCache(source().withoutDownloads()).file(detector, Progress.NONE)).isEqualTo(file);
        assertThat(asked).hasSize(1);
        try (ObjectDetector opened = DetectorFile.open(file, DetectorSettings.PERSONS)) {
            assertThat(opened.card()).containsEntry("Form", "YOLOv5 (recognized)");
        }
    }

    @Test
    void aDetectorThatIsGoneSaysWhereToPutItsFile() {
        answers("/release/", exchange -> send(exchange, 404, new byte[0]));
        PublishedDetector detector = new PublishedDetector("bright", "Bright shapes", "160 x 96", "", "", "Apache-2.0",
            address("/release/theirs.onnx"), "");
        assertThatThrownBy(() -> new WeightsCache(source()).file(detector, Progress.NONE)).isInstanceOf(IOException.class)
            .hasMessageContaining("/release/theirs.onnx").hasMessageContaining("404");
        assertThat(folder.resolve("cache/bright/bright.onnx")).doesNotExist();
    }

    private Path beside(PublishedModel model, String ending) {
        return folder.resolve("cache").resolve(model.id()).resolve(model.fileName() + ending);
    }

    @Test
    void aFileIsDownloadedOnceAndKeptWithItsWholeHash() throws Exception {
        answers("/weights.pkl", exchange -> send(exchange, 200, WEIGHTS));
        Path first = fetched(weights());
        Path second = fetched(weights());
        assertThat(second).isEqualTo(first).hasBinaryContent(WEIGHTS);
        assertThat(beside(weights(), ".sha256")).hasContent(hash(WEIGHTS));
        assertThat(asked).hasSize(1);
        assertThat(beside(weights(), ".part")).doesNotExist();
    }

    @Test
    void aDownloadThatBreaksOffGoesOnFromThere() throws Exception {
        answers("/weights.pkl", breakingOffAfter(100_000, "\"a\""));
        assertThat(fetched(weights())).hasBinaryContent(WEIGHTS);
        assertThat(asked).hasSize(2);
        assertThat(asked.get(1)).matches("/weights.pkl bytes=\\d+-");
    }

    @Test
    void aFileThatChangedMeanwhileIsBroughtFromItsBeginning() throws Exception {
        answers("/weights.pkl", breakingOffAfter(100_000, "\"a\"", "\"b\""));
        assertThat(fetched(weights())).hasBinaryContent(WEIGHTS);
        assertThat(asked).hasSize(2);
    }

    @Test
    void whatHasAnotherHashIsKeptAsideAndNotUsed() throws Exception {
        byte[] other = Arrays.copyOf(WEIGHTS, 1000);
        answers("/weights.pkl", exchange -> send(exchange, 200, other));
        assertThatIOException().isThrownBy(() -> fetched(weights())).withMessageContaining("another SHA-256")
            .withMessageContaining(hash(WEIGHTS).substring(0, 8));
        assertThat(beside(weights(), ".wrong")).hasBinaryContent(other);
        assertThat(beside(weights(), "")).doesNotExist();
    }

    @Test
    void aFileOfTheCacheThatWasChangedIsNotUsed() throws Exception {
        answers("/weights.pkl", exchange -> send(exchange, 200, WEIGHTS));
        Files.write(fetched(published(address("/weights.pkl"), "")), new byte[] {'P', 1});
        assertThatIOException().isThrownBy(() -> fetched(weights())).withMessageContaining("no longer what was downloaded");
        assertThat(fetched(weights())).hasBinaryContent(WEIGHTS);
    }

    @ParameterizedTest
    @CsvSource({"text/html; charset=utf-8", "application/octet-stream"})
    void aWebPageInTheFilesPlaceIsSaid(String type) throws Exception {
        answers("/weights.pkl", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            send(exchange, 200, "<!DOCTYPE html><p>Sign in".getBytes());
        });
        assertThatIOException().isThrownBy(() -> fetched(weights())).withMessageContaining("a web page");
        assertThat(beside(weights(), "")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"403, refuses", "404, no longer a file", "407, name and a password", "500, answers 500"})
    void aRefusalSaysWhatToDo(int status, String words) throws Exception {
        answers("/weights.pkl", exchange -> send(exchange, status, new byte[0]));
        assertThatIOException().isThrownBy(() -> fetched(weights())).withMessageContaining(words)
            .withMessageContaining("offline folder");
    }

    @Test
    void redirectsAreFollowedButNeitherInCirclesNorToFilesOfTheMachine() throws Exception {
        answers("/weights.pkl", exchange -> send(exchange, 200, WEIGHTS));
        Map.of("/moved.pkl", "/weights.pkl", "/round.pkl", "/about.pkl", "/about.pkl", "/round.pkl", "/local.pkl",
            "file:///etc/passwd")
            .forEach((from, to) -> answers(from, exchange -> {
                exchange.getResponseHeaders().set("Location", to);
                send(exchange, 302, new byte[0]);
            }));
        assertThat(fetched(published(address("/moved.pkl"), ""))).hasBinaryContent(WEIGHTS);
        Files.delete(beside(published(address("/moved.pkl"), ""), ""));
        assertThatIOException().isThrownBy(() -> fetched(published(address("/round.pkl"), "")))
            .withMessageContaining("circles");
        assertThatIOException().isThrownBy(() -> fetched(published(address("/local.pkl"), "")))
            .withMessageContaining("not safe");
    }

    @Test
    void aServerThatSendsSlowlyCanBeCancelledAndGoneOnWith() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        HttpHandler whole = breakingOffAfter(WEIGHTS.length, "\"a\"");
        boolean[] slow = {true};
        answers("/weights.pkl", exchange -> {
            if (!slow[0]) {
                whole.handle(exchange);
                return;
            }
            exchange.getResponseHeaders().set("ETag", "\"a\"");
            exchange.sendResponseHeaders(200, WEIGHTS.length);
            exchange.getResponseBody().write(WEIGHTS, 0, 50_000);
            exchange.getResponseBody().flush();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThatThrownBy(() -> new WeightsCache(source()).file(weights(), (fraction, message) -> {
            if (fraction > 0) {
                throw new CancellationException();
            }
        })).isInstanceOf(CancellationException.class);
        over.countDown();
        slow[0] = false;
        assertThat(fetched(weights())).hasBinaryContent(WEIGHTS);
        assertThat(asked.get(1)).startsWith("/weights.pkl bytes=");
    }

    @Test
    void twoThatNeedAFileAtOnceDownloadItOnce() throws Exception {
        answers("/weights.pkl", exchange -> send(exchange, 200, WEIGHTS));
        PublishedModel model = weights();
        List<Future<Path>> both = threads.invokeAll(List.of(() -> fetched(model), () -> fetched(model)));
        for (Future<Path> path : both) {
            assertThat(path.get()).hasBinaryContent(WEIGHTS);
        }
        assertThat(asked).hasSize(1);
    }

    /** Sends the beginning of the file, and the rest when it may. */
    private static HttpHandler holdingBackFrom(int bytes, CountDownLatch begun, CountDownLatch rest) {
        return exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"a\"");
            exchange.sendResponseHeaders(200, WEIGHTS.length);
            exchange.getResponseBody().write(WEIGHTS, 0, bytes);
            exchange.getResponseBody().flush();
            begun.countDown();
            try {
                rest.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.getResponseBody().write(WEIGHTS, bytes, WEIGHTS.length - bytes);
        };
    }

    @Test
    void twoProcessesThatShareACacheDownloadAFileOnce() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch rest = new CountDownLatch(1);
        answers("/weights.pkl", holdingBackFrom(100_000, begun, rest));
        PublishedModel model = weights();
        Process first = DownloadingProcess.start(folder.resolve("cache"), model.address(), model.sha256());
        begun.await();
        Process second = DownloadingProcess.start(folder.resolve("cache"), model.address(), model.sha256());
        DownloadingProcess.lineOf(second, "Waiting for another process");
        rest.countDown();
        for (Process process : List.of(first, second)) {
            assertThat(DownloadingProcess.lineOf(process, "file ")).isEqualTo("file " + beside(model, ""));
            assertThat(process.waitFor()).isZero();
        }
        assertThat(beside(model, "")).hasBinaryContent(WEIGHTS);
        assertThat(asked).hasSize(1);
    }

    @Test
    void whatAProcessLeftThatWasKilledIsGoneOnWith() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        HttpHandler whole = breakingOffAfter(WEIGHTS.length, "\"a\"");
        HttpHandler held = holdingBackFrom(100_000, begun, never);
        answers("/weights.pkl", exchange -> (asked.size() == 1 ? held : whole).handle(exchange));
        PublishedModel model = weights();
        Process killed = DownloadingProcess.start(folder.resolve("cache"), model.address(), model.sha256());
        begun.await();
        DownloadingProcess.lineOf(killed, "Downloading 0 of 0 MB");
        DownloadingProcess.lineOf(killed, "Downloading 0 of 0 MB");
        killed.destroyForcibly().waitFor();
        assertThat(beside(model, "")).doesNotExist();
        assertThat(fetched(model)).hasBinaryContent(WEIGHTS);
        assertThat(asked.get(1)).matches("/weights.pkl bytes=[1-9]\\d*-");
        never.countDown();
    }

    @Test
    void aDownloadThatAlwaysBreaksOffSaysHowFarItCameAndKeepsThat() throws Exception {
        answers("/weights.pkl", exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"a\"");
            String range = exchange.getRequestHeaders().getFirst("Range");
            int start = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            if (range != null) {
                exchange.getResponseHeaders().set("Content-Range", "bytes " + start + "-299999/300000");
            }
            exchange.sendResponseHeaders(range == null ? 200 : 206, WEIGHTS.length - start);
            exchange.getResponseBody().write(WEIGHTS, start, range == null ? 100_000 : 0);
            exchange.getResponseBody().flush();
        });
        assertThatIOException().isThrownBy(() -> fetched(weights()))
            .withMessageMatching(
                "(?s).* broke off after [1-9]\\d* of 300000 bytes\\. Try again: it goes on from there\\. .*");
        byte[] kept = Files.readAllBytes(beside(weights(), ".part"));
        assertThat(kept).isEqualTo(Arrays.copyOf(WEIGHTS, kept.length)).isNotEmpty();
        assertThat(beside(weights(), "")).doesNotExist();
    }

    @Test
    void aFullDiskIsSaid() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "there is no disk that is always full");
        answers("/weights.pkl", exchange -> send(exchange, 200, WEIGHTS));
        Path part = beside(weights(), ".part");
        Files.createDirectories(part.getParent());
        Files.createSymbolicLink(part, full);
        assertThatIOException().isThrownBy(() -> fetched(weights())).withMessageContaining("no space left in the folder "
            + part.getParent()).withMessageContaining("offline folder");
        assertThat(beside(weights(), "")).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws Exception {
        Files.writeString(folder.resolve("cache"), "a file");
        assertThatIOException().isThrownBy(() -> fetched(weights()))
            .satisfies(e -> assertThat(FileProblem.message(e)).contains(folder.resolve("cache").toString()));
        assertThat(asked).isEmpty();
    }

    @Test
    void aFileOfTheOfflineFolderMayHaveTheNameOfTheCatalogue() throws Exception {
        Files.write(folder.resolve(weights().fileName()), WEIGHTS);
        assertThat(new WeightsCache(source().withOffline(folder)).file(weights(), Progress.NONE))
            .isEqualTo(folder.resolve(weights().fileName()));
        assertThat(asked).isEmpty();
    }

    @Test
    void aFileOfPyTorchVideoBecomesAModel() throws Exception {
        PublishedModel real = Catalogue.model("slowfast-8x8-r50-pytorchvideo@kinetics-400");
        Architecture thin = ModelZoo.entry(real.network()).architecture(8, real.classes());
        answers("/SLOWFAST_8x8_R50.pyth", exchange -> send(exchange, 200, PyTorchVideoFile.of(thin, 3)));
        VideoModel model = new WeightsCache(source())
            .model(like(real, real.classes(), address("/SLOWFAST_8x8_R50.pyth"), ""), Progress.NONE);
        assertThat(model.input()).isEqualTo(new VideoModel.Input(32, 256, 256, 2));
        assertThat(model.classes().names()).startsWith("abseiling").hasSize(400);
        assertThat(model.weights().values().get("head.fc.weight"))
            .isEqualTo(Weights.initial(thin.network(), 3).values().get("head.fc.weight"));
    }

    @Test
    void aProxyIsAskedForTheWholeAddress() throws Exception {
        answers("/", exchange -> send(exchange, 200, WEIGHTS));
        PublishedModel model = published(URI.create("http://published.invalid/weights.pkl"), "");
        WeightsSource proxied = new WeightsSource(folder, Optional.empty(), Optional.empty(), true,
            ProxySelector.of(server.getAddress()));
        assertThat(new WeightsCache(proxied).file(model, Progress.NONE)).hasBinaryContent(WEIGHTS);
        assertThat(asked).containsExactly("http://published.invalid/weights.pkl null");
    }

    @Test
    void aServerThatCannotBeReachedIsNamed() throws Exception {
        PublishedModel model = weights();
        server.stop(0);
        assertThatIOException().isThrownBy(() -> fetched(model)).withMessageContaining("cannot be reached")
            .withMessageContaining("proxy");
    }

    @Test
    void theOfflineFolderIsLookedIntoFirstAndChecked() throws Exception {
        Files.write(folder.resolve("weights.pkl"), WEIGHTS);
        WeightsSource offline = source().withOffline(folder).withoutDownloads();
        assertThat(new WeightsCache(offline).file(weights(), Progress.NONE)).isEqualTo(folder.resolve("weights.pkl"));
        PublishedModel other = published(address("/weights.pkl"), "00000000");
        assertThatIOException().isThrownBy(() -> new WeightsCache(offline).file(other, Progress.NONE))
            .withMessageContaining("is not the one of");
        assertThat(asked).isEmpty();
    }

    @Test
    void aMirrorTakesThePlaceOfTheHost() throws Exception {
        answers("/mirror/some/weights.pkl", exchange -> send(exchange, 200, WEIGHTS));
        PublishedModel model = published(URI.create("https://published.invalid/some/weights.pkl?dl=1"), "");
        WeightsSource mirrored = source().mirroredBy(WeightsSource.address(address("/mirror/").toString()));
        assertThat(new WeightsCache(mirrored).file(model, Progress.NONE)).hasBinaryContent(WEIGHTS);
    }

    @Test
    void withoutDownloadsNothingIsAskedForAndTheWayOutIsSaid() throws Exception {
        PublishedModel model = weights();
        assertThatIOException().isThrownBy(() -> new WeightsCache(source().withoutDownloads()).file(model, Progress.NONE))
            .withMessageContaining("switched off").withMessageContaining(model.fileName());
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"mm_slowfast_r50_w4_published.pth, slowfast-8x8-r50-mmaction2@kinetics-400",
        "psf_c2_slowfast_4x16_r50_w4.pkl, slowfast-4x16-r50@kinetics-400",
        "paddle_slowfast_4x16_w4_p4.pdparams, slowfast-4x16-r50-paddlevideo@kinetics-400",
        "vmz_c2_ircsn_r50_w4.pkl, ir-csn-50-ig65m@kinetics-400"})
    void aFileOfEachProgramBecomesAModelAndOneOfOtherClassesIsRefused(String file, String id) throws Exception {
        byte[] bytes = Files.readAllBytes(Golden.file("checkpoints/" + file));
        answers("/" + file, exchange -> send(exchange, 200, bytes));
        PublishedModel real = Catalogue.model(id);
        int classes = ModelImport.read(Golden.file("checkpoints/" + file), ImportRequest.AUTOMATIC).model()
            .classes().size();
        PublishedModel small = like(real, classes, address("/" + file), hash(bytes).substring(0, 8));
        VideoModel model = new WeightsCache(source()).model(small, Progress.NONE);
        assertThat(model.input()).isEqualTo(new VideoModel.Input(32, 256, 256, 2));
        assertThat(model.preprocessing()).isEqualTo(real.preprocessing());
        assertThat(model.classes().names()).hasSize(classes);
        PublishedModel other = like(real, classes + 1, small.address(), "");
        assertThatIOException().isThrownBy(() -> new WeightsCache(source()).model(other, Progress.NONE))
            .withMessageContaining("which has " + (classes + 1) + " classes");
    }

    @Test
    void propertiesComeBeforeTheEnvironmentAndBothBeforeTheHome() {
        Map<String, String> properties = Map.of("user.home", "/home/u", "videoaction.cache", "/p");
        Map<String, String> environment = Map.of("VIDEOACTION_CACHE", "/e", "VIDEOACTION_OFFLINE", "/o",
            "VIDEOACTION_DOWNLOADS", "off");
        WeightsSource both = WeightsSource.of(properties::get, environment::get);
        assertThat(both.cache()).isEqualTo(Path.of("/p"));
        assertThat(both.offline()).contains(Path.of("/o"));
        assertThat(both.downloads()).isFalse();
        assertThat(WeightsSource.of(Map.of("user.home", "/home/u")::get, name -> null).cache())
            .isEqualTo(Path.of("/home/u/.videoaction/models"));
    }
}
