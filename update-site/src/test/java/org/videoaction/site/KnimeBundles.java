package org.videoaction.site;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.slf4j.LoggerFactory;
import org.videoaction.site.application.RunWorkflow;

/**
 * Bundles with the names and versions that KNIME Analytics Platform 5.8.2 has, and a product that holds them. The classes
 * are the stand-in's. They lie in one bundle that the plug-in does not know; KNIME's bundles give away of it the packages
 * that they have in KNIME, so that the plug-in finds them only where it asks the right bundle.
 */
final class KnimeBundles {

    /** The flag that the plug-in adds. */
    static final String OPENED_PACKAGE = "--add-opens=java.base/java.nio=ALL-UNNAMED";
    /** Some of KNIME's own arguments, the same flag among them; installing and uninstalling must leave them alone. */
    static final String JVM_ARGUMENTS = String.join("\n", "-Xmx2g", OPENED_PACKAGE,
        "-Darrow.enable_unsafe_memory_access=true", "-Darrow.enable_null_check_for_get=false");
    /** The application that runs a workflow in the platform. */
    static final String APPLICATION = "org.videoaction.site.application";

    private static final String STAND_IN = "org.videoaction.standin";
    private static final Map<String, String> VERSIONS = new TreeMap<>(Map.of(
        "org.knime.core", "5.8.2",
        "org.knime.core.ui", "5.8.1",
        "org.knime.filehandling.core", "5.6.0",
        "org.knime.workbench.repository", "5.8.0",
        "slf4j.api", "2.0.16",
        STAND_IN, "1.0.0",
        APPLICATION, "1.0.0"));

    private final Path folder;
    private final Path classes;
    private final Path internals;

    private KnimeBundles(Path root, Path folder) {
        this.folder = folder;
        classes = root.resolve("tests/knime-stand-in/target/classes");
        internals = root.resolve("tests/knime-internals/target/classes");
    }

    static void write(Path root, Path folder) throws IOException {
        new KnimeBundles(root, Files.createDirectories(folder)).write();
    }

    private void write() throws IOException {
        writeLogging();
        try (var jar = bundle(STAND_IN, "Export-Package", packages(name -> true))) {
            add(jar, classes);
            add(jar, internals);
        }
        Predicate<String> ui = name -> name.startsWith("org.knime.core.webui") || name.startsWith("org.knime.node");
        Predicate<String> files = name -> name.startsWith("org.knime.filehandling");
        writeKnime("org.knime.core.ui", ui);
        writeKnime("org.knime.filehandling.core", files);
        writeKnime("org.knime.core", ui.or(files).negate().and(name -> name.startsWith("org.knime")), "PortType");
        writeKnime("org.knime.workbench.repository", name -> false, "nodes", "categories");
        try (var jar = bundle(APPLICATION, "Require-Bundle", STAND_IN + ",org.eclipse.core.runtime")) {
            add(jar, Path.of(KnimeBundles.class.getProtectionDomain().getCodeSource().getLocation().getPath()),
                APPLICATION.replace('.', '/'));
            addPluginXml(jar, """
          <extension id="run" point="org.eclipse.core.runtime.applications">
            <application><run class="%s"/></application>
          </extension>
          """.formatted(RunWorkflow.class.getName()));
        }
    }

    private void writeKnime(String name, Predicate<String> packages, String... extensionPoints) throws IOException {
        try (var jar = bundle(name, "Require-Bundle", STAND_IN, "Export-Package", packages(packages))) {
            addPluginXml(jar, Stream.of(extensionPoints).map("<extension-point id=\"%1$s\" name=\"%1$s\"/>"::formatted)
                .collect(Collectors.joining()));
        }
    }

    /** slf4j as it is, except that it would wait for a bundle that finds services. */
    private void writeLogging() throws IOException {
        try {
            var original = Path.of(LoggerFactory.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            var copy = Files.copy(original, jarFile("slf4j.api"));
            Manifest manifest;
            try (var jar = new JarFile(original.toFile())) {
                manifest = jar.getManifest();
            }
            manifest.getMainAttributes().remove(new Attributes.Name("Require-Capability"));
            try (var zip = FileSystems.newFileSystem(copy);
                var out = Files.newOutputStream(zip.getPath(JarFile.MANIFEST_NAME))) {
                manifest.write(out);
            }
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private Path jarFile(String name) {
        return folder.resolve(name + "_" + VERSIONS.get(name) + ".jar");
    }

    private JarOutputStream bundle(String name, String... headers) throws IOException {
        var manifest = new Manifest();
        var main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name + ";singleton:=true");
        main.putValue("Bundle-Version", VERSIONS.get(name));
        for (int i = 0; i < headers.length; i += 2) {
            if (!headers[i + 1].isEmpty()) {
                main.putValue(headers[i], headers[i + 1]);
            }
        }
        return new JarOutputStream(Files.newOutputStream(jarFile(name)), manifest);
    }

    private String packages(Predicate<String> wanted) throws IOException {
        var names = new TreeSet<String>();
        for (var folder : new Path[] {classes, internals}) {
            try (var files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> folder.relativize(file.getParent()).toString().replaceAll("[/\\\\]", "."))
                    .filter(wanted).forEach(names::add);
            }
        }
        return String.join(",", names);
    }

    private static void add(JarOutputStream jar, Path folder) throws IOException {
        add(jar, folder, "");
    }

    private static void add(JarOutputStream jar, Path folder, String below) throws IOException {
        try (var files = Files.walk(folder.resolve(below))) {
            for (var file : files.filter(file -> file.toString().endsWith(".class")).toList()) {
                jar.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, jar);
            }
        }
    }

    private static void addPluginXml(JarOutputStream jar, String content) throws IOException {
        jar.putNextEntry(new ZipEntry("plugin.xml"));
        jar.write("<?xml version=\"1.0\"?><?eclipse version=\"3.4\"?><plugin>%s</plugin>".formatted(content).getBytes());
    }

    /** What makes a platform of bundles: the framework, what starts them, and a JRE. */
    static String product() {
        var bundles = Stream.concat(VERSIONS.keySet().stream(), Stream.of("org.eclipse.osgi", "org.eclipse.core.runtime",
            "org.eclipse.equinox.launcher", "org.eclipse.equinox.simpleconfigurator"))
            .map(name -> "    <plugin id=\"" + name + "\"/>").collect(Collectors.joining("\n"));
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <product uid="platform" name="Platform" version="1.0.0" useFeatures="false" includeLaunchers="false">
          <launcherArgs>
            <vmArgs>%s</vmArgs>
          </launcherArgs>
          <configurations>
            <plugin id="org.eclipse.equinox.simpleconfigurator" autoStart="true" startLevel="1"/>
            <plugin id="org.eclipse.equinox.common" autoStart="true" startLevel="2"/>
            <plugin id="org.eclipse.core.runtime" autoStart="true" startLevel="4"/>
          </configurations>
          <plugins>
        %s
          </plugins>
        </product>
        """.formatted(JVM_ARGUMENTS, bundles);
    }
}
