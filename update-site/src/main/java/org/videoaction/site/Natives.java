package org.videoaction.site;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/**
 * One native library for one platform: a jar as its makers publish it, which becomes a fragment of the plug-in, so that
 * the plug-in's class loader finds the libraries inside.
 */
record Natives(Path jar, String library, String version, Platform platform) {

    /** Eclipse's names for a platform, and those in the file names of DJL and of JavaCPP. */
    enum Platform {
        LINUX_X86_64("linux", "x86_64", "linux-x86_64", "linux-x86_64"),
        LINUX_AARCH64("linux", "aarch64", "linux-aarch64", "linux-arm64"),
        WIN32_X86_64("win32", "x86_64", "win-x86_64", "windows-x86_64"),
        MACOSX_AARCH64("macosx", "aarch64", "osx-aarch64", "macosx-arm64"),
        /** libtorch has none for it; networks are computed by ONNX Runtime there. */
        MACOSX_X86_64("macosx", "x86_64", "osx-x86_64", "macosx-x86_64");

        final String os;
        final String arch;
        final List<String> classifiers;

        Platform(String os, String arch, String... classifiers) {
            this.os = os;
            this.arch = arch;
            this.classifiers = List.of(classifiers);
        }

        static Optional<Platform> named(String classifier) {
            return List.of(values()).stream().filter(p -> p.classifiers.contains(classifier)).findFirst();
        }
    }

    private static final Pattern FILE_NAME = Pattern.compile("(.+?)-(\\d[\\d.-]*)-([a-z]+\\d*-\\w+)\\.jar");

    static Natives of(Path jar) {
        var name = FILE_NAME.matcher(jar.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException("Not name-version-platform.jar: " + jar);
        }
        var platform = Platform.named(name.group(3))
            .orElseThrow(() -> new IllegalArgumentException("No platform known by the name in " + jar));
        var library = name.group(1).equals("pytorch-native-cpu") ? "libtorch" : name.group(1);
        return new Natives(jar, library, osgiVersion(name.group(2)), platform);
    }

    /** OSGi allows nothing but letters, digits, - and _ after the third number: 8.0.1-1.5.13 is 8.0.1.1_5_13. */
    private static String osgiVersion(String version) {
        var parts = version.split("-", 2);
        return parts.length == 1 ? version : parts[0] + "." + parts[1].replace('.', '_');
    }

    String symbolicName() {
        return String.join(".", UpdateSite.PLUGIN, library, platform.os, platform.arch);
    }

    /** Replaces nothing but the manifest: the hundreds of compressed megabytes are copied as they are. */
    void writeFragment(Path folder) throws IOException {
        var fragment = folder.resolve(symbolicName() + "_" + version + ".jar");
        Files.copy(jar, fragment, StandardCopyOption.REPLACE_EXISTING);
        try (var zip = FileSystems.newFileSystem(fragment)) {
            var entry = zip.getPath("META-INF/MANIFEST.MF");
            try (var out = Files.newOutputStream(entry)) {
                manifest().write(out);
            }
            EntryTimes.fix(entry);
        }
    }

    private Manifest manifest() {
        var manifest = new Manifest();
        var main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-Name",
            "Video Action Recognition: " + library + " for " + platform.os + " " + platform.arch);
        main.putValue("Bundle-SymbolicName", symbolicName());
        main.putValue("Bundle-Version", version);
        main.putValue("Bundle-Vendor", "Video Action Recognition");
        main.putValue("Fragment-Host", UpdateSite.PLUGIN);
        main.putValue("Eclipse-PlatformFilter", "(&(osgi.os=" + platform.os + ")(osgi.arch=" + platform.arch + "))");
        return manifest;
    }
}
