package org.videoaction.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Empty bundles with the names and versions that KNIME Analytics Platform 5.8.2 has, and a product that holds them. */
final class KnimeBundles {

  private static final Map<String, String> VERSIONS = new TreeMap<>(Map.of(
      "org.knime.core", "5.8.2",
      "org.knime.core.ui", "5.8.1",
      "org.knime.filehandling.core", "5.6.0",
      "slf4j.api", "2.0.16"));

  /** An argument of the platform's own, which installing and uninstalling must leave alone. */
  static final String JVM_ARGUMENT = "-Xmx2g";

  private KnimeBundles() {
  }

  static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (var bundle : VERSIONS.entrySet()) {
      var manifest = new Manifest();
      var main = manifest.getMainAttributes();
      main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
      main.putValue("Bundle-ManifestVersion", "2");
      main.putValue("Bundle-SymbolicName", bundle.getKey());
      main.putValue("Bundle-Version", bundle.getValue());
      if (bundle.getKey().equals("slf4j.api")) {
        main.putValue("Export-Package", "org.slf4j;version=" + bundle.getValue());
      }
      var jar = folder.resolve(bundle.getKey() + "_" + bundle.getValue() + ".jar");
      new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    }
  }

  /** What makes a platform of bundles: the framework, what starts them, and a JRE. */
  static String product() {
    var bundles = Stream.concat(VERSIONS.keySet().stream(),
            Stream.of("org.eclipse.osgi", "org.eclipse.equinox.simpleconfigurator", "org.eclipse.core.runtime"))
        .map(name -> "    <plugin id=\"" + name + "\"/>").collect(Collectors.joining("\n"));
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <product uid="platform" name="Platform" version="1.0.0" useFeatures="false" includeLaunchers="false">
          <launcherArgs>
            <vmArgs>%s</vmArgs>
          </launcherArgs>
          <configurations>
            <plugin id="org.eclipse.equinox.simpleconfigurator" autoStart="true" startLevel="1"/>
          </configurations>
          <plugins>
        %s
          </plugins>
        </product>
        """.formatted(JVM_ARGUMENT, bundles);
  }
}
