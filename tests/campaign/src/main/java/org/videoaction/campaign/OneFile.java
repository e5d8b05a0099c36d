package org.videoaction.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.videoaction.data.FileProblem;
import org.videoaction.data.Progress;
import org.videoaction.data.annotation.Mark;
import org.videoaction.data.annotation.VideoAnnotator;
import org.videoaction.data.clip.VideoSampler;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.model.exchange.ExportFormat;
import org.videoaction.model.saved.ModelFile;

/** The product's writers of single files. */
enum OneFile {

    CLIP_TABLE("clips.arrow") {
        @Override
        void write(Material material, Path file) throws IOException {
            new VideoSampler(material.recipe(), 2).sample(material.videos("train"), Material.classes(), file, Progress.NONE);
        }
    },
    CLIP_TABLE_ON_DEMAND("on-demand.arrow") {
        @Override
        void write(Material material, Path file) throws IOException {
            new VideoSampler(material.recipe(), 2).sampleOnDemand(material.videos("train"), Material.classes(), file,
                Progress.NONE);
        }
    },
    MODEL("model.zip") {
        @Override
        void write(Material material, Path file) throws IOException {
            export(ExportFormat.MODEL, material, file);
        }
    },
    ONNX("model.onnx") {
        @Override
        void write(Material material, Path file) throws IOException {
            export(ExportFormat.ONNX, material, file);
        }
    },
    TORCHSCRIPT("model.pt") {
        @Override
        void write(Material material, Path file) throws IOException {
            export(ExportFormat.TORCHSCRIPT, material, file);
        }
    },
    CHECKPOINT("model.pth") {
        @Override
        void write(Material material, Path file) throws IOException {
            export(ExportFormat.CHECKPOINT, material, file);
        }
    },
    ANNOTATED_VIDEO("annotated.mp4") {
        @Override
        void write(Material material, Path file) throws IOException {
            new VideoAnnotator(VideoLimits.DEFAULT).annotate(material.videos("train").get(0).video(),
                List.of(Mark.ofVideo(Mark.Kind.PREDICTION, List.of("left 0.9"))), file, Progress.NONE);
        }
    };

    private final String fileName;

    OneFile(String fileName) {
        this.fileName = fileName;
    }

    abstract void write(Material material, Path file) throws IOException;

    private static void export(ExportFormat format, Material material, Path file) throws IOException {
        format.write(ModelFile.load(material.model()), file, Progress.NONE);
    }

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Arguments: the writer, the folder of the material, the folder of the file. Says as the command line what is wrong. */
    public static void main(String[] arguments) {
        OneFile writer = valueOf(arguments[0]);
        try {
            writer.write(new Material(Path.of(arguments[1])), Path.of(arguments[2], writer.fileName));
        } catch (IOException e) {
            System.err.println(FileProblem.message(e));
            System.exit(2);
        }
    }
}
