package org.videoaction.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.videoaction.generated.MotionVideos;

/**
 * Installs the feature over HTTP into a fresh platform, as KNIME's "Install KNIME Extensions" does, runs a workflow in it,
 * updates it and removes it again. KNIME itself is represented by the stand-in in bundles of KNIME's names and versions.
 */
@TestMethodOrder(OrderAnnotation.class)
class InstallTest {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final Path SITE = ROOT.resolve("update-site/target/repository");
    private static final Path WORK = ROOT.resolve("update-site/target/install-test");
    private static final Path INSTALLED = WORK.resolve("platform");
    private static final Path WORKSPACE = WORK.resolve("workspace");
    private static final Equinox EQUINOX = Equinox.of(ROOT);
    private static final String FEATURE = "org.videoaction.knime.feature.feature.group";
    private static final String TESTING_FEATURE = "org.videoaction.knime.testing.feature.feature.group";
    private static final String LATER = "1.0.0.v999912312359";
    private static final Natives.Platform PLATFORM = thisMachine();

    /** The platform before anything was installed into it. */
    private static Map<String, String> before;
    private static HttpFolder site;

    @BeforeAll
    static void installPlatform() throws Exception {
        UpdateSite.delete(WORK);
        KnimeBundles.write(ROOT, WORK.resolve("knime/plugins"));
        var product = Files.writeString(WORK.resolve("platform.product"), KnimeBundles.product());
        publish("FeaturesAndBundlesPublisher", "-source", EQUINOX.plugins().getParent().toString(), "-publishArtifacts");
        publish("FeaturesAndBundlesPublisher", "-source", WORK.resolve("knime").toString(), "-publishArtifacts");
        publish("ProductPublisher", "-productFile", product.toString(), "-flavor", "tooling",
            "-configs", windowSystem(PLATFORM) + "." + PLATFORM.os + "." + PLATFORM.arch);
        site = new HttpFolder(SITE);
        director("-installIU", "platform", "-profileProperties", "org.eclipse.update.install.features=true");
        before = content();
    }

    @AfterAll
    static void stopServer() {
        site.close();
    }

    @Test
    @Order(1)
    void installsThePluginThisPlatformsNativesAndTheJvmFlag() throws Exception {
        director("-installIU", FEATURE);
        assertThat(ours()).satisfiesExactlyInAnyOrder(
            name -> assertThat(name).matches("org\\.videoaction\\.knime_1\\.0\\.0\\.v\\d{12}\\.jar"),
            name -> assertThat(name).matches("org\\.videoaction\\.knime\\.feature_1\\.0\\.0\\.v\\d{12}"),
            name -> assertThat(name).startsWith(fragment("javacpp", PLATFORM)),
            name -> assertThat(name).startsWith(fragment("ffmpeg", PLATFORM)),
            name -> assertThat(name).startsWith(fragment("onnxruntime", PLATFORM)),
            name -> assertThat(name).startsWith(fragment("libtorch", PLATFORM)));
        assertThat(site.fetched()).hasSize(6);
        assertThat(jvmArguments()).isEqualTo(jvmArguments(before.get("eclipse.ini") + "\n" + KnimeBundles.OPENED_PACKAGE));
        assertThat(startedBundles()).contains("org.videoaction.knime,");
        var feature = INSTALLED.resolve("features").resolve(ours().stream().filter(name -> name.contains("feature_"))
            .findFirst().orElseThrow());
        assertThat(feature.resolve("LICENSE")).hasSameTextualContentAs(ROOT.resolve("LICENSE"));
        assertThat(feature.resolve("THIRD-PARTY-NOTICES")).hasSameTextualContentAs(ROOT.resolve("THIRD-PARTY-NOTICES"));
    }

    /**
     * Videos are decoded, a network is trained and scores them: classes come from the plug-in's class loader, nodes and ports
     * from the extension registry, and FFmpeg, Arrow and libtorch from the fragments.
     */
    @Test
    @Order(2)
    void trainsScoresAndEvaluatesInsideOsgi() throws Exception {
        var videos = WORK.resolve("videos");
        new MotionVideos(1, 1, 3).write(videos);
        var summary = WORK.resolve("summary.csv");
        var workflow = new ArrayList<>(List.of(ROOT.resolve("tests/workflows/train-score-evaluate").toString(),
            "Action Scorer", summary.toString()));
        for (var part : List.of("train", "test")) {
            var reader = "Video Dataset Reader (" + part + ")";
            workflow.addAll(List.of(reader, "list_file", videos.resolve(part + ".txt").toString()));
            workflow.addAll(List.of(reader, "class_file", videos.resolve("classes.txt").toString()));
        }
        for (var setting : Map.of("width", "8", "training/epochs", "1", "training/warm_up_epochs", "0").entrySet()) {
            workflow.addAll(List.of("SlowFast Learner", setting.getKey(), setting.getValue()));
        }
        var printed = startPlatform(workflow);
        assertThat(printed).contains("Action Scorer: EXECUTED");
        assertThat(summary).content().startsWith("Top-1,Top-5,Mean class accuracy,Videos,mAP").hasLineCount(2);
        assertThat(Files.readAllLines(summary).get(1).split(",")[3]).isEqualTo("6");
        // empty before, so that the libraries did come out of the fragments
        assertThat(WORK.resolve("djl")).isNotEmptyDirectory();
        assertThat(WORK.resolve("javacpp")).isNotEmptyDirectory();
    }

    /** The preferences of a workspace reach what looks at libtorch before it is loaded, also where there are no windows. */
    @Test
    @Order(3)
    void aTorchOfAnotherVersionInThePreferencesIsRefused() throws Exception {
        assumeThat(System.getenv("PYTORCH_LIBRARY_PATH")).isNull();
        var libraries = Files.createDirectories(WORK.resolve("torch/lib"));
        Files.createFile(libraries.resolve(System.mapLibraryName("torch")));
        Files.writeString(libraries.resolve("build-version"), "2.5.1+cu121");
        var preferences = Files.createDirectories(
            WORKSPACE.resolve(".metadata/.plugins/org.eclipse.core.runtime/.settings"))
            .resolve(UpdateSite.PLUGIN + ".prefs");
        Files.writeString(preferences, "eclipse.preferences.version=1\ntorch_folder="
            + libraries.toString().replace("\\", "\\\\").replace(":", "\\:") + "\n");
        var devices = WORK.resolve("devices.csv");
        startPlatform(List.of(ROOT.resolve("tests/workflows/compute-devices").toString(), "Compute Devices",
            devices.toString()));
        Files.delete(preferences);
        assertThat(Files.readAllLines(devices).subList(1, 2)).singleElement().asString()
            .startsWith("false,The folder " + libraries + " holds libtorch 2.5.1+cu121. Needed is libtorch 2.7.1");
    }

    /** The other feature brings workflows that check themselves, which are files of the installation. */
    @Test
    @Order(4)
    void workflowsThatCheckTheExtensionAreInstalledAndRun() throws Exception {
        director("-installIU", TESTING_FEATURE);
        var plugin = installed("plugins").stream().filter(name -> name.startsWith(UpdateSite.TESTING + "_")).findFirst();
        var workflow = INSTALLED.resolve("plugins").resolve(plugin.orElseThrow()).resolve("workflows/detect-boxes");
        var summary = WORK.resolve("detections.csv");

        var printed = startPlatform(List.of(workflow.toString(), "Detection Scorer", summary.toString()));

        assertThat(printed).contains("Detection Scorer: EXECUTED");
        assertThat(Files.readAllLines(summary).get(0)).startsWith("Frame-mAP,");
        director("-uninstallIU", TESTING_FEATURE);
        assertThat(names(INSTALLED.resolve("plugins"))).noneMatch(name -> name.contains("testing"));
    }

    /** A later site of the same libraries: the natives stay where they are. */
    @Test
    @Order(5)
    void updatesToALaterVersion() throws Exception {
        var later = WORK.resolve("later");
        new UpdateSite(ROOT, laterPlugin(), Set.of(System.getProperty("site.platform")), later).publish();
        try (var laterSite = new HttpFolder(later.resolve("repository"))) {
            director(INSTALLED, PLATFORM, laterSite, "-uninstallIU", FEATURE, "-installIU", FEATURE);
            assertThat(laterSite.fetched()).containsExactly("org.videoaction.knime.feature_" + LATER + ".jar",
                "org.videoaction.knime_" + LATER + ".jar");
        }
        assertThat(ours()).hasSize(6)
            .contains("org.videoaction.knime.feature_" + LATER, "org.videoaction.knime_" + LATER + ".jar");
        assertThat(startedBundles()).contains("org.videoaction.knime," + LATER);
        assertThat(jvmArguments()).isEqualTo(jvmArguments(before.get("eclipse.ini") + "\n" + KnimeBundles.OPENED_PACKAGE));
    }

    @Test
    @Order(6)
    void uninstallsWithoutATrace() throws Exception {
        director("-uninstallIU", FEATURE);
        assertThat(content()).isEqualTo(before);
        for (var list : List.of("artifacts.xml", "configuration/org.eclipse.update/platform.xml")) {
            assertThat(INSTALLED.resolve(list)).content().doesNotContain(UpdateSite.PLUGIN);
        }
    }

    /** With the natives of all platforms in the site, others install only theirs. */
    @ParameterizedTest
    @EnumSource(Natives.Platform.class)
    @Order(7)
    void otherPlatformsGetTheirOwnNatives(Natives.Platform other) throws Exception {
        var published = names(SITE.resolve("plugins"));
        assumeThat(published).as("natives in the site").anyMatch(name -> name.startsWith(fragment("libtorch", other)));
        var folder = WORK.resolve(other.name());
        director(folder, other, site, "-installIU", FEATURE, "-addJREIU");
        assertThat(names(folder.resolve("plugins")).stream().filter(name -> name.startsWith(UpdateSite.PLUGIN)))
            .satisfiesExactlyInAnyOrder(
                name -> assertThat(name).matches("org\\.videoaction\\.knime_1.*"),
                name -> assertThat(name).startsWith(fragment("javacpp", other)),
                name -> assertThat(name).startsWith(fragment("ffmpeg", other)),
                name -> assertThat(name).startsWith(fragment("onnxruntime", other)),
                name -> assertThat(name).startsWith(fragment("libtorch", other)));
    }

    private static Path laterPlugin() throws IOException {
        var built = UpdateSite.builtPlugin(ROOT);
        Manifest manifest;
        try (var jar = new JarFile(built.toFile())) {
            manifest = jar.getManifest();
        }
        manifest.getMainAttributes().putValue("Bundle-Version", LATER);
        var later = Files.copy(built, WORK.resolve("later.jar"));
        try (var zip = FileSystems.newFileSystem(later);
            var out = Files.newOutputStream(zip.getPath(JarFile.MANIFEST_NAME))) {
            manifest.write(out);
        }
        return later;
    }

    /** Starts the installation with the JVM arguments that it keeps, as its launcher would. */
    private static String startPlatform(List<String> arguments) throws Exception {
        var launcher = installed("plugins").stream().filter(name -> name.startsWith("org.eclipse.equinox.launcher_"))
            .findFirst();
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        var initial = Files.readAllLines(INSTALLED.resolve("eclipse.ini"));
        command.addAll(initial.subList(initial.indexOf("-vmargs") + 1, initial.size()));
        command.addAll(List.of("-DENGINE_CACHE_DIR=" + WORK.resolve("djl"),
            "-Dorg.bytedeco.javacpp.cachedir=" + WORK.resolve("javacpp"),
            "-jar", INSTALLED.resolve("plugins").resolve(launcher.orElseThrow()).toString(), "-nosplash", "-consoleLog",
            "-data", WORKSPACE.toString(), "-application", KnimeBundles.APPLICATION + ".run"));
        command.addAll(arguments);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static void publish(String publisher, String... arguments) throws Exception {
        var repository = WORK.resolve("repository").toUri().toString();
        var all = new ArrayList<>(List.of("-metadataRepository", repository, "-artifactRepository", repository, "-append"));
        all.addAll(List.of(arguments));
        EQUINOX.run("org.eclipse.equinox.p2.publisher." + publisher, all);
    }

    private static void director(String... arguments) throws Exception {
        director(INSTALLED, PLATFORM, site, arguments);
    }

    private static void director(Path destination, Natives.Platform platform, HttpFolder site, String... arguments)
        throws Exception {
        var all = new ArrayList<>(List.of(
            "-repository", WORK.resolve("repository").toUri() + "," + site.uri(),
            "-destination", destination.toString(), "-bundlepool", destination.toString(), "-profile", "platform",
            "-p2.os", platform.os, "-p2.ws", windowSystem(platform), "-p2.arch", platform.arch, "-roaming"));
        all.addAll(List.of(arguments));
        EQUINOX.run("org.eclipse.equinox.p2.director", all);
    }

    private static List<String> ours() throws IOException {
        return Stream.concat(installed("plugins").stream(), installed("features").stream())
            .filter(name -> name.contains("videoaction.knime")).toList();
    }

    private static List<String> installed(String folder) throws IOException {
        return names(INSTALLED.resolve(folder));
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** The bundles and features of the installation, and the text of the files that say what is started and how. */
    private static Map<String, String> content() throws IOException {
        var content = new TreeMap<String, String>();
        for (var folder : List.of("plugins", "features")) {
            installed(folder).forEach(name -> content.put(folder + "/" + name, ""));
        }
        content.put("bundles.info", startedBundles());
        content.put("eclipse.ini", jvmArguments());
        return content;
    }

    private static String startedBundles() throws IOException {
        return Files.readString(INSTALLED.resolve("configuration/org.eclipse.equinox.simpleconfigurator/bundles.info"));
    }

    private static String jvmArguments() throws IOException {
        return jvmArguments(Files.readString(INSTALLED.resolve("eclipse.ini")));
    }

    /** p2 keeps how often an argument is there, but not where. */
    private static String jvmArguments(String lines) {
        return lines.lines().sorted().collect(Collectors.joining("\n"));
    }

    private static String fragment(String library, Natives.Platform platform) {
        return String.join(".", UpdateSite.PLUGIN, library, platform.os, platform.arch) + "_";
    }

    private static String windowSystem(Natives.Platform platform) {
        return switch (platform.os) {
            case "win32" -> "win32";
            case "macosx" -> "cocoa";
            default -> "gtk";
        };
    }

    private static Natives.Platform thisMachine() {
        return Natives.Platform.named(System.getProperty("site.platform")).orElseThrow();
    }
}
