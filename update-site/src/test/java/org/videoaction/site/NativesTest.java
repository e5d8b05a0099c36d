package org.videoaction.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "javacpp-1.5.13-linux-x86_64.jar, javacpp.linux.x86_64, 1.5.13, linux, x86_64",
        "ffmpeg-8.0.1-1.5.13-linux-arm64.jar, ffmpeg.linux.aarch64, 8.0.1.1_5_13, linux, aarch64",
        "ffmpeg-8.0.1-1.5.13-windows-x86_64.jar, ffmpeg.win32.x86_64, 8.0.1.1_5_13, win32, x86_64",
        "pytorch-native-cpu-2.7.1-win-x86_64.jar, libtorch.win32.x86_64, 2.7.1, win32, x86_64",
        "javacpp-1.5.13-macosx-arm64.jar, javacpp.macosx.aarch64, 1.5.13, macosx, aarch64",
        "pytorch-native-cpu-2.7.1-osx-aarch64.jar, libtorch.macosx.aarch64, 2.7.1, macosx, aarch64",
        "onnxruntime-1.23.2-linux-x86_64.jar, onnxruntime.linux.x86_64, 1.23.2, linux, x86_64",
        "onnxruntime-1.23.2-linux-aarch64.jar, onnxruntime.linux.aarch64, 1.23.2, linux, aarch64",
        "onnxruntime-1.23.2-win-x86_64.jar, onnxruntime.win32.x86_64, 1.23.2, win32, x86_64",
        "onnxruntime-1.23.2-osx-x86_64.jar, onnxruntime.macosx.x86_64, 1.23.2, macosx, x86_64",
        "ffmpeg-8.0.1-1.5.13-macosx-x86_64.jar, ffmpeg.macosx.x86_64, 8.0.1.1_5_13, macosx, x86_64"})
    void aLibraryBecomesAFragmentThatOnlyItsPlatformTakes(String jar, String name, String version, String os, String arch)
        throws IOException {
        Natives.of(library(jar)).writeFragment(Files.createDirectory(folder.resolve("plugins")));
        var fragment = folder.resolve("plugins/org.videoaction.knime." + name + "_" + version + ".jar");
        var main = manifest(fragment);
        assertThat(main.getValue("Bundle-SymbolicName")).isEqualTo("org.videoaction.knime." + name);
        assertThat(main.getValue("Bundle-Version")).isEqualTo(version);
        assertThat(main.getValue("Fragment-Host")).isEqualTo("org.videoaction.knime");
        assertThat(main.getValue("Eclipse-PlatformFilter")).isEqualTo("(&(osgi.os=" + os + ")(osgi.arch=" + arch + "))");
        var feature = Files.readString(Path.of(System.getProperty("project.root"), "feature/feature.xml"));
        assertThat(feature).containsOnlyOnce("<plugin id=\"org.videoaction.knime." + name + "\" version=\"0.0.0\" os=\"" + os
            + "\" arch=\"" + arch + "\" fragment=\"true\"/>");
    }

    @Test
    void whatTheLibrariesMakersWroteInTheManifestIsNotTakenOver() throws IOException {
        Natives.of(library("javacpp-1.5.13-linux-x86_64.jar"))
            .writeFragment(Files.createDirectory(folder.resolve("plugins")));
        var main = manifest(folder.resolve("plugins/org.videoaction.knime.javacpp.linux.x86_64_1.5.13.jar"));
        assertThat(main.getValue("Require-Capability")).isNull();
    }

    private Path library(String name) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Require-Capability", "osgi.native");
        var jar = folder.resolve(name);
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    private static Attributes manifest(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes();
        }
    }
}
