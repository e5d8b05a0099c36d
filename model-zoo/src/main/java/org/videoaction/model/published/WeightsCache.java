package org.videoaction.model.published;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;
import org.videoaction.data.Fingerprint;
import org.videoaction.data.FolderLock;
import org.videoaction.data.Progress;
import org.videoaction.data.WholeFile;
import org.videoaction.model.exchange.ImportedModel;
import org.videoaction.model.exchange.ModelImport;
import org.videoaction.model.saved.VideoModel;

/**
 * The published files on this machine: from the offline folder, from the cache, or downloaded into it. A folder each holds
 * the file and the SHA-256 of its first download, which is checked ever after.
 */
public final class WeightsCache {

    private static final String HASH = ".sha256";
    private static final String PART = ".part";
    private static final String WRONG = ".wrong";

    private final WeightsSource source;

    /** Nothing is touched before a file is asked for. */
    public WeightsCache(WeightsSource source) {
        this.source = source;
    }

    /**
     * A published model with its class names, downloaded where it has to be.
     *
     * @throws IOException that says why there is no such file and what to do
     */
    public VideoModel model(PublishedModel published, Progress progress) throws IOException {
        Path file = file(published, progress);
        ImportedModel imported = ModelImport.read(file, published.request(), progress);
        if (!imported.renewed().isEmpty()) {
            throw new IOException("The file " + file + " is not the one of " + published.id() + ", which has "
                + published.classes() + " classes.");
        }
        return published.ready(imported);
    }

    /**
     * A published file.
     *
     * @param progress is told of the download, and stops it within a second
     * @throws IOException that says why there is none and what to do
     */
    public Path file(PublishedFile published, Progress progress) throws IOException {
        Optional<Path> offline = offline(published);
        if (offline.isPresent()) {
            checkOffline(offline.get(), published, progress);
            return offline.get();
        }
        Path file = source.cache().resolve(published.id()).resolve(published.fileName());
        if (!Files.exists(file) && !source.downloads()) {
            throw new IOException(
                "The weights " + published.id() + " are not on this machine and downloads are switched off. "
                    + howTo(published));
        }
        Files.createDirectories(file.getParent());
        try (FolderLock lock = FolderLock.whenFree(file.getParent(),
            () -> progress.report(0, "Waiting for another process, which downloads the same file"))) {
            if (!Files.exists(file)) {
                download(published, file, progress);
            } else if (!Files.exists(hashOf(file))) {
                checkOffline(file, published, progress);
                keepHash(file, hash(file, progress));
            } else if (!hash(file, progress).equals(Files.readString(hashOf(file)).strip())) {
                keepAside(file, file);
                throw new IOException("The file " + file + " is no longer what was downloaded. It is kept as "
                    + file.getFileName() + WRONG + " and not used; the next try downloads it again.");
            }
            return file;
        }
    }

    private Optional<Path> offline(PublishedFile published) {
        return source.offline().flatMap(folder -> Stream.of(published.fileName(), published.theirFileName())
            .map(folder::resolve).filter(Files::isRegularFile).findFirst());
    }

    /** Several files have one name at their authors'; where no hash is published, the catalogue's name tells them apart. */
    private static void checkOffline(Path file, PublishedFile published, Progress progress) throws IOException {
        String hash = published.sha256().isEmpty() ? "" : hash(file, progress);
        if (!hash.startsWith(published.sha256())) {
            throw new IOException("The file " + file + " is not the one of " + published.id() + ": its SHA-256 starts with "
                + hash.substring(0, published.sha256().length()) + " instead of " + published.sha256() + ".");
        }
    }

    private String howTo(PublishedFile published) {
        return "Download " + published.address() + " elsewhere and put it as " + published.fileName() + " into "
            + source.offline().map(folder -> "the offline folder " + folder).orElse("a folder that is set as offline folder")
            + ".";
    }

    private void download(PublishedFile published, Path file, Progress progress) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + PART);
        try {
            new Download(source.proxy(), progress).fetch(source.address(published.address()), part);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + " Or: " + howTo(published), e);
        }
        String hash = hash(part, progress);
        boolean page = isPage(part);
        if (page || !hash.startsWith(published.sha256())) {
            keepAside(part, file);
            throw new IOException(page ? "The server sent a web page in the place of " + published.address() + "."
                : "What came from " + published.address() + " has another SHA-256 than published: it starts with "
                    + hash.substring(0, published.sha256().length()) + " instead of " + published.sha256()
                    + ". It is kept as " + file.getFileName() + WRONG + " and not used.");
        }
        keepHash(file, hash);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void keepHash(Path file, String hash) throws IOException {
        WholeFile.write(hashOf(file), out -> out.write(hash.getBytes(StandardCharsets.US_ASCII)));
    }

    private static boolean isPage(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == '<';
        }
    }

    private static void keepAside(Path wrong, Path file) throws IOException {
        Files.move(wrong, file.resolveSibling(file.getFileName() + WRONG), StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path hashOf(Path file) {
        return file.resolveSibling(file.getFileName() + HASH);
    }

    private static String hash(Path file, Progress progress) throws IOException {
        return Fingerprint.of(file, () -> progress.report(1, "Checking " + file.getFileName()));
    }
}
