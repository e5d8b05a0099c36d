package org.videoaction.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Installs the feature from the built site into a fresh platform, as KNIME's "Install new software" does, runs it
 * there, and removes it again. KNIME itself is represented by empty bundles of its names and versions: what is tested
 * is what we ship.
 */
@TestMethodOrder(OrderAnnotation.class)
class InstallTest {

  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Path SITE = ROOT.resolve("update-site/target/repository");
  private static final Path WORK = ROOT.resolve("update-site/target/install-test");
  private static final Path INSTALLED = WORK.resolve("platform");
  private static final Equinox EQUINOX = Equinox.of(ROOT);
  private static final String FEATURE = "org.videoaction.knime.feature.feature.group";
  private static final Natives.Platform PLATFORM = thisMachine();

  @BeforeAll
  static void installPlatform() throws Exception {
    UpdateSite.delete(WORK);
    KnimeBundles.write(WORK.resolve("knime/plugins"));
    var product = Files.writeString(WORK.resolve("platform.product"), KnimeBundles.product());
    publish("FeaturesAndBundlesPublisher", "-source", EQUINOX.plugins().getParent().toString(), "-publishArtifacts");
    publish("FeaturesAndBundlesPublisher", "-source", WORK.resolve("knime").toString(), "-publishArtifacts");
    publish("ProductPublisher", "-productFile", product.toString(), "-flavor", "tooling",
        "-configs", windowSystem() + "." + PLATFORM.os + "." + PLATFORM.arch);
    director("-installIU", "platform", "-profileProperties", "org.eclipse.update.install.features=true");
    assertThat(ours()).isEmpty();
  }

  @Test
  @Order(1)
  void installsThePluginThisPlatformsNativesAndTheJvmFlag() throws Exception {
    director("-installIU", FEATURE);
    assertThat(ours()).satisfiesExactlyInAnyOrder(
        name -> assertThat(name).matches("org\\.videoaction\\.knime_1\\.0\\.0\\.v\\d{12}\\.jar"),
        name -> assertThat(name).matches("org\\.videoaction\\.knime\\.feature_1\\.0\\.0\\.v\\d{12}"),
        name -> assertThat(name).startsWith(fragment("javacpp")),
        name -> assertThat(name).startsWith(fragment("ffmpeg")),
        name -> assertThat(name).startsWith(fragment("libtorch")));
    assertThat(jvmArguments()).contains(KnimeBundles.JVM_ARGUMENT, "--add-opens=java.base/java.nio=ALL-UNNAMED");
    assertThat(startedBundles()).contains("org.videoaction.knime,");
  }

  /** Fragments give their host the native libraries: FFmpeg, Arrow and libtorch work by the plug-in's class loader. */
  @Test
  @Order(2)
  void loadsTheNativesInsideOsgi() throws Exception {
    var framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(Map.of(
        Constants.FRAMEWORK_STORAGE, WORK.resolve("osgi").toString(),
        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "org.slf4j;version=2.0.16,org.slf4j.spi;version=2.0.16",
        "osgi.os", PLATFORM.os, "osgi.arch", PLATFORM.arch,
        // as Eclipse's launcher sets it
        "osgi.compatibility.bootdelegation", "true"));
    // empty caches, so that the libraries do come out of the fragments
    System.setProperty("org.bytedeco.javacpp.cachedir", WORK.resolve("javacpp").toString());
    System.setProperty("ENGINE_CACHE_DIR", WORK.resolve("djl").toString());
    var thread = Thread.currentThread();
    var loader = thread.getContextClassLoader();
    try {
      var plugin = start(framework);
      thread.setContextClassLoader(plugin.adapt(BundleWiring.class).getClassLoader());
      assertThat(call(plugin, "org.bytedeco.ffmpeg.global.avutil", "avutil_version")).isInstanceOf(Integer.class);
      assertThat(plugin.loadClass("org.apache.arrow.memory.RootAllocator").getConstructor().newInstance()).isNotNull();
      assertThat(call(plugin, "ai.djl.engine.Engine", "getInstance").toString()).startsWith("PyTorch:");
    } finally {
      thread.setContextClassLoader(loader);
      framework.stop();
      framework.waitForStop(10_000);
    }
  }

  @Test
  @Order(3)
  void uninstallsWithoutATrace() throws Exception {
    director("-uninstallIU", FEATURE);
    assertThat(startedBundles()).doesNotContain("org.videoaction");
    assertThat(jvmArguments()).contains(KnimeBundles.JVM_ARGUMENT).doesNotContain("java.nio");
    assertThat(ours()).isEmpty();
  }

  private static Object call(Bundle plugin, String type, String method) throws Exception {
    return plugin.loadClass(type).getMethod(method).invoke(null);
  }

  /** Starts the plug-in among the installed bundles, except the framework and slf4j, which this JVM has already. */
  private static Bundle start(Framework framework) throws Exception {
    framework.start();
    Bundle plugin = null;
    for (var file : installed("plugins")) {
      if (!file.matches("(org\\.eclipse\\.osgi|slf4j).*")) {
        var jar = INSTALLED.resolve("plugins").resolve(file);
        var bundle = framework.getBundleContext().installBundle("reference:" + jar.toUri());
        plugin = bundle.getSymbolicName().equals(UpdateSite.PLUGIN) ? bundle : plugin;
      }
    }
    plugin.start();
    return plugin;
  }

  private static void publish(String publisher, String... arguments) throws Exception {
    var repository = WORK.resolve("repository").toUri().toString();
    var all = new ArrayList<>(List.of("-metadataRepository", repository, "-artifactRepository", repository, "-append"));
    all.addAll(List.of(arguments));
    EQUINOX.run("org.eclipse.equinox.p2.publisher." + publisher, all);
  }

  private static void director(String... arguments) throws Exception {
    var all = new ArrayList<>(List.of(
        "-repository", WORK.resolve("repository").toUri() + "," + SITE.toUri(),
        "-destination", INSTALLED.toString(), "-bundlepool", INSTALLED.toString(), "-profile", "platform",
        "-p2.os", PLATFORM.os, "-p2.ws", windowSystem(), "-p2.arch", PLATFORM.arch, "-roaming"));
    all.addAll(List.of(arguments));
    EQUINOX.run("org.eclipse.equinox.p2.director", all);
  }

  private static List<String> ours() throws IOException {
    return Stream.concat(installed("plugins").stream(), installed("features").stream())
        .filter(name -> name.contains("videoaction")).toList();
  }

  private static List<String> installed(String folder) throws IOException {
    if (!Files.exists(INSTALLED.resolve(folder))) {
      return List.of();
    }
    try (var files = Files.list(INSTALLED.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static String startedBundles() throws IOException {
    return Files.readString(INSTALLED.resolve("configuration/org.eclipse.equinox.simpleconfigurator/bundles.info"));
  }

  private static String jvmArguments() throws IOException {
    return Files.readString(INSTALLED.resolve("eclipse.ini"));
  }

  private static String fragment(String library) {
    return String.join(".", UpdateSite.PLUGIN, library, PLATFORM.os, PLATFORM.arch) + "_";
  }

  private static String windowSystem() {
    return switch (PLATFORM.os) {
      case "win32" -> "win32";
      case "macosx" -> "cocoa";
      default -> "gtk";
    };
  }

  private static Natives.Platform thisMachine() {
    return Natives.Platform.named(System.getProperty("site.platform")).orElseThrow();
  }
}
