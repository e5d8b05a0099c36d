package org.videoaction.data.list;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Names that say that a file is a video. */
final class VideoNames {

    /** Endings of the containers of FFmpeg's demuxers that hold moving pictures. */
    private static final Set<String> EXTENSIONS = Set.of("264", "265", "3g2", "3gp", "amv", "apng", "asf", "av1", "avc",
        "avi",
        "bik", "cavs", "cdg", "dav", "divx", "drc", "dv", "dvr-ms", "f4v", "flc", "fli", "flv", "gif", "gxf", "h261", "h263",
        "h264", "h265", "h26l", "hevc", "ismv", "ivf", "ivr", "jv", "m1v", "m2t", "m2ts", "m2v", "m4v", "mj2", "mjpeg",
        "mjpg",
        "mk3d", "mkv", "mov", "mp4", "mpe", "mpeg", "mpg", "mpv", "mts", "mxf", "mxg", "nsv", "nut", "obu", "ogg", "ogm",
        "ogv",
        "pva", "qt", "rm", "rmvb", "roq", "smk", "swf", "thp", "tod", "tp", "trp", "ts", "ty", "ty+", "vc1", "viv", "vob",
        "vro", "webm", "wm", "wmv", "wtv", "xmv", "y4m", "yop");

    private VideoNames() {
    }

    static boolean isVideo(Path file) {
        // a root has no name
        return isVideo(String.valueOf(file.getFileName()));
    }

    /** Whether a path ends as a video's name does. */
    static boolean isVideo(String path) {
        int dot = path.lastIndexOf('.');
        return dot > 0 && EXTENSIONS.contains(path.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /** A video's name without what says that it is one. */
    static String withoutExtension(String name) {
        return isVideo(name) ? name.substring(0, name.lastIndexOf('.')) : name;
    }

    /** The file of an id that may lack its extension. */
    static String mp4(String id) {
        return id.isEmpty() || isVideo(id) ? id : id + ".mp4";
    }
}
