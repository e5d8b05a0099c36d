package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.videoaction.generated.MotionVideos;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.scoring.TestViews;

/** Several processes on this machine, some of which are killed in the middle; scores stay those of one process. */
@Tag("job")
@Tag("cluster")
class ClusterTest {

    private static final String TWO_EXECUTORS = "local-cluster[2,1,1024]";
    private static final List<String> SETTINGS = List.of("spark.executor.memory=700m");

    @TempDir
    private static Path folder;

    private static Path model;
    private static Path list;
    private static OneProcess expected;

    @TempDir
    private Path out;

    private final List<Process> daemons = new ArrayList<>();

    @BeforeAll
    static void prepare() throws IOException {
        new MotionVideos(2, 1, 7).write(folder);
        model = Submission.model(folder);
        Files.writeString(folder.resolve("no-video.mp4"), "x");
        try (Stream<Path> files = Files.walk(folder)) {
            StringBuilder lines = new StringBuilder();
            files.filter(file -> file.toString().endsWith(".mp4")).sorted()
                .forEach(file -> lines.append(folder.relativize(file)).append(" a\n"));
            list = Files.writeString(folder.resolve("list.txt"), lines.append("not-there.mp4 b\n"));
        }
        expected = OneProcess.score(model, list, TestViews.ONE);
    }

    @BeforeEach
    void nothingRuns() {
        daemons.clear();
    }

    private String[] arguments() {
        return new String[] {"score", "--model", model.toString(), "--list", list.toString(), "--views", "ONE", "--out",
            out.resolve("out").toString(), "--wave", "5", "--collect", out.resolve("collected").toString()};
    }

    private void assertWhole(Submission done) throws IOException {
        assertThat(done.exitCode()).as(done.printed()).isZero();
        expected.assertSame(out.resolve("collected"), out.resolve("alone"));
    }

    @Test
    void anExecutorThatIsKilledLosesAndDoublesNothingAndNativesAreUnpackedOnceAHost() throws Exception {
        Path engine = out.resolve("engine");
        Path javacpp = out.resolve("javacpp");
        Process driver = Submission.start(TWO_EXECUTORS,
            List.of(SETTINGS.get(0), "spark.executorEnv.ENGINE_CACHE_DIR=" + engine,
                "spark.executor.extraJavaOptions=-Dorg.bytedeco.javacpp.cachedir=" + javacpp),
            arguments());
        Submission.await(driver, "wave 2 of");
        List<ProcessHandle> executors = Submission.executors(driver);
        assertThat(executors).hasSize(2);
        executors.get(0).destroyForcibly();
        Submission disturbed = Submission.end(driver);
        assertThat(disturbed.printed()).contains("Lost executor");
        assertWhole(disturbed);
        assertThat(named(engine, "libtorch_cpu.so")).hasSize(1);
        assertThat(named(javacpp, "libjniavcodec.so")).hasSize(1);
    }

    private static List<Path> named(Path folder, String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().equals(name)).toList();
        }
    }

    @Test
    void aDriverThatIsKilledGoesOnWithTheWavesThatAreLeft() throws Exception {
        Process driver = Submission.start(TWO_EXECUTORS, SETTINGS, arguments());
        Submission.await(driver, "wave 3 of");
        driver.destroyForcibly().waitFor();
        Submission second = Submission.run(TWO_EXECUTORS, SETTINGS, arguments());
        assertThat(second.printed()).doesNotContain("wave 1 of").doesNotContain("wave 2 of").contains("wave 3 of");
        assertWhole(second);
    }

    @Test
    void aWorkerThatIsKilledLosesAndDoublesNothing() throws Exception {
        int port = Submission.freePort();
        String address = "spark://127.0.0.1:" + port;
        try {
            Process master = daemon("org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port",
                String.valueOf(port), "--webui-port", "0");
            Submission.await(master, "I have been elected leader");
            for (int i = 0; i < 2; i++) {
                Process worker = daemon("org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--cores", "1",
                    "--memory", "1g", "--webui-port", "0", "--work-dir", out.resolve("work" + i).toString(), address);
                Submission.await(worker, "Successfully registered with master");
            }
            Process driver = Submission.start(address, List.of(SETTINGS.get(0), "spark.executor.cores=1"), arguments());
            Submission.await(driver, "wave 2 of");
            daemons.get(1).destroyForcibly();
            Submission disturbed = Submission.end(driver);
            assertThat(disturbed.printed()).contains("Lost executor");
            assertWhole(disturbed);
        } finally {
            daemons.forEach(Process::destroyForcibly);
        }
    }

    private Process daemon(String main, String... arguments) throws IOException {
        Process process = Submission.spark("spark-class", Stream.concat(Stream.of(main), Stream.of(arguments)).toList());
        daemons.add(process);
        return process;
    }

    @Test
    void aFullDiskOfTheResultFailsAndLaterNothingIsLost() throws Exception {
        Path small = Files.createDirectory(out.resolve("small"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=160k", "tmpfs", small.toString()) == 0,
            "only root can make a small disk");
        try {
            String[] arguments = arguments();
            int place = IntStream.range(0, arguments.length).filter(i -> arguments[i].equals("--out")).findFirst()
                .orElseThrow();
            arguments[place + 1] = small.resolve("out").toString();
            Submission full = Submission.run("local[2]", List.of("spark.ui.enabled=false"), arguments);
            assertThat(full.exitCode()).as(full.printed()).isNotZero();
            assertThat(full.printed()).contains("No space left on device");
            assertThat(run("mount", "-o", "remount,size=20m", small.toString())).isZero();
            assertWhole(Submission.run("local[2]", List.of("spark.ui.enabled=false"), arguments));
        } finally {
            run("umount", "-l", small.toString());
        }
    }

    /**
     * A largest size of files is to those who write what a disk without space is, and no administrator is needed. Nothing may
     * be written from the start, when the first to write is Spark into the folder of what is in between; or later no file as
     * large as those of the result, but those in between.
     */
    @ParameterizedTest
    @CsvSource({"application,0,on a disk of the host,", "wave 2 of,1500,in the folder,wave=0"})
    void aDiskThatIsFullInTheMiddleIsNamedAndLaterNothingIsLost(String moment, int largest, String place, String whole)
        throws Exception {
        assumeTrue(System.getenv("PATH").lines().flatMap(path -> Stream.of(path.split(File.pathSeparator)))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "prlimit"))), "prlimit is a program of Linux");
        List<String> settings = List.of("spark.ui.enabled=false");
        Process driver = Submission.start("local[2]", settings, arguments());
        Submission.await(driver, moment);
        assertThat(run("prlimit", "--fsize=" + largest, "--pid", String.valueOf(driver.pid()))).isZero();
        Submission full = Submission.end(driver);
        assertThat(full.exitCode()).as(full.printed()).isEqualTo(1);
        assertThat(full.printed()).contains("videoaction: There is no space left " + place, "the same command goes on");
        assertThat(waves()).isEqualTo(whole == null ? List.of() : List.of(whole));
        Submission later = Submission.run("local[2]", settings, arguments());
        assertThat(later.printed().contains("wave 1 of")).isEqualTo(whole == null);
        assertWhole(later);
    }

    private List<String> waves() throws IOException {
        Path result = out.resolve("out/result");
        if (!Files.exists(result)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(result)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("wave=")).toList();
        }
    }

    /** A GPU has none, whether there is one or not. */
    @Test
    void anExecutorWithoutIntegersIsNamedAndScoresNothingInFloats() throws Exception {
        Path quantized = out.resolve("quantized.zip");
        ModelFile.save(Submission.withRanges(ModelFile.load(model)), quantized);
        List<String> arguments = new ArrayList<>(List.of(arguments()));
        arguments.addAll(List.of("--precision", "INT8", "--device", "gpu"));
        arguments.set(arguments.indexOf("--model") + 1, quantized.toString());
        Submission refused = Submission.run("local-cluster[1,1,1024]",
            SETTINGS, arguments.toArray(String[]::new));
        assertThat(refused.exitCode()).as(refused.printed()).isEqualTo(2);
        assertThat(refused.printed()).contains("videoaction: The host " + InetAddress.getLocalHost().getHostName()
            + " cannot compute: libtorch has no 8-bit integers there", "choose --precision FP32");
        assertThat(waves()).isEmpty();
    }

    @Test
    void aFolderThatIsAnotherOneOnEachHostIsNamedAndLeavesNothingThatSeemsDone() throws Exception {
        List<String> settings = List.of("spark.ui.enabled=false",
            "spark.sql.sources.commitProtocolClass=" + ElsewhereProtocol.class.getName(), "spark.driver.extraClassPath="
                + Path.of(ClusterTest.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
        Submission lost = Submission.run("local[2]", settings, arguments());
        assertThat(lost.exitCode()).as(lost.printed()).isEqualTo(2);
        assertThat(lost.printed()).contains("sees 0 of them there", "has to be the same one under this path on every host");
        assertThat(out.resolve("out/plan")).doesNotExist();
    }

    /** With a getconf that says what it would on such a host. */
    @Test
    void aHostWithAnOldLibraryIsNamedBeforeAnythingIsScored() throws Exception {
        Path old = Files.writeString(Files.createDirectory(out.resolve("bin")).resolve("getconf"),
            "#!/bin/sh\necho glibc 2.17\n");
        assertThat(old.toFile().setExecutable(true)).isTrue();
        Submission refused = Submission.run("local-cluster[1,1,1024]", List.of(SETTINGS.get(0),
            "spark.executorEnv.PATH=" + old.getParent() + ":" + System.getenv("PATH")), arguments());
        assertThat(refused.exitCode()).as(refused.printed()).isEqualTo(2);
        assertThat(refused.printed()).contains("cannot compute: its glibc is 2.17, and libtorch needs 2.28 or later");
        assertThat(out.resolve("out/result")).doesNotExist();
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
            .waitFor();
    }
}
