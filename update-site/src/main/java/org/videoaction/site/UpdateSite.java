package org.videoaction.site;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipOutputStream;

/** Publishes the plug-in, its natives and the feature as a p2 repository. */
public final class UpdateSite {

    static final String PLUGIN = "org.videoaction.knime";
    /** The plug-in of the workflows that check the other one. */
    static final String TESTING = PLUGIN + ".testing";
    private static final DateTimeFormatter VERSION_TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmm", Locale.ROOT);

    private final Path root;
    private final Path target;
    private final Path repository;
    private final Path plugin;
    private final List<Natives> natives;

    /**
     * @param root the project's folder
     * @param plugin the plug-in's jar
     * @param platforms whose natives are published, in DJL's names
     * @param target the folder that gets the {@code repository}
     */
    UpdateSite(Path root, Path plugin, Set<String> platforms, Path target) throws IOException {
        this.root = root;
        this.plugin = plugin;
        this.target = target;
        repository = target.resolve("repository");
        var wanted = platforms.stream().map(name -> Natives.Platform.named(name).orElseThrow()).toList();
        natives = list(root.resolve("update-site/target/natives")).stream().map(Natives::of)
            .filter(n -> wanted.contains(n.platform())).toList();
    }

    /** Arguments: the project's root folder and the platforms, in DJL's names, separated by commas. */
    public static void main(String[] args) throws IOException, InterruptedException {
        var root = Path.of(args[0]);
        new UpdateSite(root, builtPlugin(root), Set.of(args[1].split(",")), root.resolve("update-site/target"))
            .publishIfChanged();
    }

    static Path builtPlugin(Path root) throws IOException {
        return only(root.resolve("nodes/target"), "-bundle.jar");
    }

    private void publishIfChanged() throws IOException, InterruptedException {
        var done = target.resolve("published.txt");
        var inputs = fingerprint();
        if (Files.exists(done) && Files.readString(done).equals(inputs)) {
            System.out.println("Nothing changed since the site was published");
            return;
        }
        Files.deleteIfExists(done);
        checkLibraries();
        publish();
        Files.writeString(done, inputs);
        System.out.println("Published " + repository);
    }

    private String fingerprint() throws IOException {
        var files = new ArrayList<>(natives.stream().map(Natives::jar).toList());
        files.add(root.resolve("update-site/category.xml"));
        files.addAll(filesIn(root.resolve("tests/testing")));
        files.addAll(filesIn(root.resolve("tests/testing-feature")));
        // written by each build, with the same bytes where nothing changed
        var text = new StringBuilder(sha256(plugin)).append('\n');
        for (var file : files) {
            text.append(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file) + "\n");
        }
        return text.toString();
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java lacks SHA-256", e);
        }
    }

    /** OSGi ignores a library that the manifest does not name, and a named one that is not there. */
    private void checkLibraries() throws IOException {
        try (var jar = new JarFile(plugin.toFile())) {
            var listed = Stream.of(jar.getManifest().getMainAttributes().getValue("Bundle-ClassPath").split(","))
                .map(String::strip).filter(entry -> !entry.equals(".")).collect(Collectors.toCollection(TreeSet::new));
            var shipped = jar.stream().map(entry -> entry.getName()).filter(name -> name.startsWith("lib/"))
                .collect(Collectors.toCollection(TreeSet::new));
            if (!listed.equals(shipped)) {
                throw new IllegalStateException("Bundle-ClassPath in META-INF/MANIFEST.MF and the plug-in's lib/ differ:"
                    + "\n  listed  " + listed + "\n  shipped " + shipped);
            }
            var notices = Files.readString(root.resolve("THIRD-PARTY-NOTICES"));
            shipped.removeIf(name -> notices.contains("\n" + name.substring("lib/".length()) + " "));
            if (!shipped.isEmpty()) {
                throw new IllegalStateException("THIRD-PARTY-NOTICES says nothing about " + shipped);
            }
        }
    }

    void publish() throws IOException, InterruptedException {
        var staging = target.resolve("staging");
        delete(staging);
        delete(repository);
        var plugins = Files.createDirectories(staging.resolve("plugins"));
        var version = pluginVersion();
        Files.copy(plugin, plugins.resolve(PLUGIN + "_" + version + ".jar"));
        for (var library : natives) {
            library.writeFragment(plugins);
        }
        writeTestingPlugin(plugins.resolve(TESTING + "_" + version + ".jar"), version);
        stageFeature(staging, PLUGIN, root.resolve("feature"), version);
        stageFeature(staging, TESTING, root.resolve("tests/testing-feature"), version);
        EntryTimes.fixAll(staging);

        var equinox = Equinox.of(root);
        var uri = repository.toUri().toString();
        var repositories = List.of("-metadataRepository", uri, "-artifactRepository", uri, "-compress");
        equinox.run("org.eclipse.equinox.p2.publisher.FeaturesAndBundlesPublisher", join(repositories, List.of(
            "-source", staging.toString(), "-publishArtifacts",
            "-metadataRepositoryName", "Video Action Recognition for KNIME",
            "-artifactRepositoryName", "Video Action Recognition for KNIME")));
        equinox.run("org.eclipse.equinox.p2.publisher.CategoryPublisher", join(repositories, List.of(
            "-categoryDefinition", root.resolve("update-site/category.xml").toUri().toString(),
            "-categoryQualifier", PLUGIN, "-append")));
        for (var list : List.of("content", "artifacts")) {
            setTime(list, version);
        }
        // saves clients from probing for the other formats that a repository may have
        Files.writeString(repository.resolve("p2.index"), """
        version=1
        metadata.repository.factory.order=content.xml,!
        artifact.repository.factory.order=artifacts.xml,!
        """);
        delete(staging);
    }

    /** A list says when it was published; that is the version's time instead of now. */
    private void setTime(String list, String version) throws IOException {
        var time = LocalDateTime.parse(version.substring(version.indexOf('v') + 1), VERSION_TIME).toInstant(ZoneOffset.UTC);
        try (var jar = FileSystems.newFileSystem(repository.resolve(list + ".jar"))) {
            var entry = jar.getPath(list + ".xml");
            Files.writeString(entry, Files.readString(entry)
                .replaceFirst("(name='p2.timestamp' value=')\\d+", "$1" + time.toEpochMilli()));
            EntryTimes.fix(entry);
        }
    }

    private String pluginVersion() throws IOException {
        try (var jar = new JarFile(plugin.toFile())) {
            return jar.getManifest().getMainAttributes().getValue("Bundle-Version");
        }
    }

    /** Workflows with their data, which the installation unpacks. */
    private void writeTestingPlugin(Path jar, String version) throws IOException {
        var folder = root.resolve("tests/testing");
        Manifest manifest;
        try (var in = Files.newInputStream(folder.resolve(JarFile.MANIFEST_NAME))) {
            manifest = new Manifest(in);
        }
        manifest.getMainAttributes().putValue("Bundle-Version", version);
        try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(EntryTimes.entry(JarFile.MANIFEST_NAME));
            manifest.write(out);
            for (var file : filesIn(folder.resolve("workflows"))) {
                out.putNextEntry(EntryTimes.entry(folder.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
            }
        }
    }

    private void stageFeature(Path staging, String plugin, Path source, String version) throws IOException {
        var feature = Files.createDirectories(staging.resolve("features/" + plugin + ".feature_" + version));
        var xml = Files.readString(source.resolve("feature.xml"))
            .replaceFirst("\\d+\\.\\d+\\.\\d+\\.qualifier", version)
            .replace("id=\"" + plugin + "\" version=\"0.0.0\"", "id=\"" + plugin + "\" version=\"" + version + "\"");
        // a library has the same version everywhere; platforms that are not staged stay listed, so that an install there
        // says what is missing
        for (var library : natives) {
            xml = xml.replaceAll("(id=\"" + PLUGIN + "\\." + library.library() + "\\.[^\"]+\") version=\"0\\.0\\.0\"",
                "$1 version=\"" + library.version() + "\"");
        }
        var licence = Files.readString(root.resolve("LICENSE")).replace("&", "&amp;").replace("<", "&lt;");
        Files.writeString(feature.resolve("feature.xml"), xml.replace("%license", licence));
        for (var name : List.of("LICENSE", "THIRD-PARTY-NOTICES")) {
            Files.copy(root.resolve(name), feature.resolve(name));
        }
    }

    private static List<String> join(List<String> first, List<String> second) {
        return Stream.of(first, second).flatMap(List::stream).toList();
    }

    private static Path only(Path folder, String suffix) throws IOException {
        var found = list(folder).stream().filter(file -> file.toString().endsWith(suffix)).toList();
        if (found.size() != 1) {
            throw new IllegalStateException("Expected one *" + suffix + " in " + folder + ", found " + found);
        }
        return found.get(0);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
