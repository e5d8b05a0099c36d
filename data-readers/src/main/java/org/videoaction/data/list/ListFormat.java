package org.videoaction.data.list;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.videoaction.data.list.ListedVideo.Field;

/** How a dataset lists its videos. */
public enum ListFormat {

    /** {@code path label}, separated by blanks, tabs, commas or semicolons; paths may hold blanks. */
    PATH_LABEL(LineLists::pathAndLabel, Field.LABEL),
    /** A path a line, without labels. */
    PATHS(LineLists::paths),
    /** MMAction2's video list, {@code path label label ...}: one or more labels. */
    VIDEOS(LineLists::videos, Field.LABEL, Field.LABELS),
    /** MMAction2's frame list, {@code folder frames label label ...}. */
    RAW_FRAMES(LineLists::frameFolders, Field.LABEL, Field.LABELS, Field.FRAMES),
    /** MMAction2's frame list of folders that hold several videos, {@code folder offset frames label label ...}. */
    RAW_FRAMES_WITH_OFFSET(LineLists::partsOfFrameFolders, Field.LABEL, Field.LABELS, Field.FRAMES, Field.OFFSET),
    /** {@code video_id, num_frames, label_index}, as lists of the Kinetics validation videos are shared. */
    KINETICS_INDEXED(LineLists::kineticsIndexed, Field.LABEL, Field.FRAMES),
    /**
     * Kinetics' own files, with a header: label, youtube_id, time_start, time_end, split; test files have no label. The
     * videos were cut to their times and are called ID_START_END.mp4 with six digits for each time.
     */
    KINETICS(TableLists::kinetics, Field.LABEL, Field.SPLIT),
    /** As {@link #KINETICS}, with videos that were not cut, called ID.mp4: the times are the segment to use. */
    KINETICS_UNCUT(TableLists::uncutKinetics, Field.LABEL, Field.SPAN, Field.SPLIT),
    /** Charades' files, with a header: an entry for each action of a video, with its time. */
    CHARADES(TableLists::charades, Field.LABEL, Field.LABELS, Field.SPAN) {
        @Override
        public ClassFile classes(Path file) throws IOException {
            return ClassFile.readCoded(file);
        }
    },
    /** PySlowFast's lists of the frames of Charades, a line a frame: an entry for each video with the labels of all frames. */
    CHARADES_FRAMES(FrameLists::charades, Field.LABEL, Field.LABELS, Field.FRAMES),
    /** HMDB51's files {@code CLASS_test_split1.txt}, of which one stands for all of its split. */
    HMDB51(HmdbLists::read, Field.LABEL, Field.SPLIT),
    /** Something-Something V2's files in JSON: id, template; test files have no template. */
    SOMETHING_SOMETHING(JsonLists::somethingSomething, Field.LABEL),
    /** The files of Jester and of Something-Something V1, {@code id;class}, for folders of frames; test files have no class. */
    JESTER(LineLists::idAndName, Field.LABEL),
    /** Diving48's files in JSON: vid_name, label. */
    DIVING48(JsonLists::diving48, Field.LABEL),
    /** The files of Moments in Time, {@code path,class,votes,votes against}. */
    MOMENTS_IN_TIME(LineLists::momentsInTime, Field.LABEL),
    /** ActivityNet's JSON file, in whose form HACS' segments and THUMOS14 are shared too: an entry for each segment. */
    ACTIVITYNET(SegmentLists::activityNet, Field.LABEL, Field.SPAN, Field.SPLIT),
    /** HACS' clips, with a header: classname, youtube_id, subset, start, end, label; the positive samples alone. */
    HACS_CLIPS(SegmentLists::hacsClips, Field.LABEL, Field.SPAN, Field.SPLIT),
    /** The VGG Image Annotator's projects of videos (VIA 3): an entry for each segment. */
    VIA_SEGMENTS(ViaProject::segments, Field.LABEL, Field.LABELS, Field.SPAN),
    /** UCF101's files, {@code Class/video.avi number} or {@code Class/video.avi}: the folder is the class. */
    UCF101(LineLists::ucf101, Field.LABEL),
    /** A folder that holds a folder of videos for each class, whose name is the class's. */
    FOLDERS(FolderLists::classes, Field.LABEL),
    /** The videos of one folder, without labels. */
    FOLDER(FolderLists::videos);

    /** Reads what a list says, without looking at the videos. */
    @FunctionalInterface
    interface Reader {
        List<DatasetList.Entry> read(ListSource source) throws IOException;
    }

    /** Those that never say an index. */
    private static final Set<ListFormat> OF_NAMES = EnumSet.of(HMDB51, ACTIVITYNET, HACS_CLIPS, VIA_SEGMENTS, UCF101,
        FOLDERS);
    /** Those that call a video by its id, wherever it lies in the folder of videos. */
    private static final Set<ListFormat> OF_IDS = EnumSet.of(ACTIVITYNET, HACS_CLIPS);

    private final Reader reader;
    private final Set<Field> fields;

    ListFormat(Reader reader, Field... fields) {
        this.reader = reader;
        this.fields = Set.of(fields);
    }

    /** Whether its lists have such a field. */
    public boolean has(Field field) {
        return fields.contains(field);
    }

    /** What the list says; its wrong lines are reported all at once. */
    List<DatasetList.Entry> entries(ListSource source) throws IOException {
        return reader.read(source);
    }

    /** The classes as files of this dataset name them. */
    public ClassFile classes(Path file) throws IOException {
        return ClassFile.read(file);
    }

    /** Finds the file of an entry's path or id. */
    Function<String, Path> files(Path folder) throws IOException {
        return OF_IDS.contains(this) ? VideoFolder.of(folder)::ofId : path -> DatasetList.located(folder, path);
    }

    /** What labels are in this format, where a person wants them read so. */
    LabelReading reading(LabelReading wanted) {
        return OF_NAMES.contains(this) ? LabelReading.NAMES : wanted;
    }
}
