package org.videoaction.commandline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.videoaction.data.WholeFile;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.model.insight.Explanation;
import picocli.CommandLine.Option;

/** The options that say whether and how it is shown why videos are given their classes. */
final class Explaining {

    private static final String ENDING = ".png";

    @Option(names = "--why", paramLabel = "PNG|FOLDER")
    private Path target;

    @Option(names = "--why-by", paramLabel = "METHOD", defaultValue = "grad-cam")
    private String method;

    @Option(names = "--why-stage", paramLabel = "STAGE", defaultValue = "")
    private String stage;

    boolean wanted() {
        return target != null;
    }

    /** @throws IllegalArgumentException when there is no method of that name, or one file is named for several videos */
    Explanation explanation(int videos) {
        if (isFile() && videos > 1) {
            throw new IllegalArgumentException("Pictures of several videos need a folder; " + target + " is one file.");
        }
        return new Explanation(switch (method.toLowerCase(Locale.ROOT)) {
            case "grad-cam" -> Explanation.Method.GRAD_CAM;
            case "grad-cam++" -> Explanation.Method.GRAD_CAM_PLUS_PLUS;
            case "occlusion" -> Explanation.Method.OCCLUSION;
            default -> throw new IllegalArgumentException("There is no way \"" + method
                + "\" to explain; choose grad-cam, grad-cam++ or occlusion.");
        }, stage);
    }

    private boolean isFile() {
        return target.toString().toLowerCase(Locale.ROOT).endsWith(ENDING) && !Files.isDirectory(target);
    }

    /**
     * Writes the pictures, in a folder each under its video's name, with a number where another has it too.
     *
     * @param pictures PNG files by the places of their videos
     */
    void write(List<ListedVideo> videos, Map<Long, byte[]> pictures) throws IOException {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < videos.size(); i++) {
            byte[] picture = pictures.get((long) i);
            if (picture != null) {
                Path file = isFile() ? target : Files.createDirectories(target).resolve(name(videos.get(i).video(), names));
                WholeFile.write(file, out -> out.write(picture));
            }
        }
    }

    private static String name(Path video, Set<String> names) {
        String file = video.getFileName().toString();
        String name = file;
        for (int number = 2; !names.add(name); number++) {
            name = file + "-" + number;
        }
        return name + ENDING;
    }
}
