package org.videoaction.knime.io;

import java.util.List;
import java.util.function.Function;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataType;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.knime.Domains;

/** A column of the Video Dataset Reader's table. */
enum VideoColumn {

    PATH("Path", StringCell.TYPE, video -> new StringCell(video.video().toString())),
    LABEL("Label", StringCell.TYPE, video -> text(video.label())),
    LABELS("Labels", ListCell.getCollectionType(StringCell.TYPE),
        video -> CollectionCellFactory.createListCell(video.labels().stream().map(StringCell::new).toList())),
    START("Start (s)", DoubleCell.TYPE,
        video -> video.span() == null ? DataType.getMissingCell() : new DoubleCell(video.span().start())),
    END("End (s)", DoubleCell.TYPE,
        video -> video.span() == null ? DataType.getMissingCell() : new DoubleCell(video.span().end())),
    FRAMES("Frames", IntCell.TYPE, video -> new IntCell(video.frames())),
    SPLIT("Split", StringCell.TYPE, video -> text(video.split()));

    private final String m_title;
    private final DataType m_type;
    private final Function<ListedVideo, DataCell> m_cell;

    VideoColumn(final String title, final DataType type, final Function<ListedVideo, DataCell> cell) {
        m_title = title;
        m_type = type;
        m_cell = cell;
    }

    /** What a list of a format says of its videos. */
    static List<VideoColumn> of(final VideoDatasetReaderParameters.Format format) {
        return switch (format) {
            case FOLDER -> List.of(PATH);
            case PATH_LABEL, FOLDERS -> List.of(PATH, LABEL);
            case VIDEOS -> List.of(PATH, LABEL, LABELS);
            case RAW_FRAMES -> List.of(PATH, LABEL, LABELS, FRAMES);
            case KINETICS -> List.of(PATH, LABEL, SPLIT);
            case KINETICS_UNCUT -> List.of(PATH, LABEL, START, END, SPLIT);
            case KINETICS_INDEXED -> List.of(PATH, LABEL, FRAMES);
            case CHARADES -> List.of(PATH, LABEL, LABELS, START, END);
            case AVA, AVA_PROPOSALS -> throw new IllegalArgumentException("boxes have columns of their own");
        };
    }

    DataCell cell(final ListedVideo video) {
        return m_cell.apply(video);
    }

    /** @param classes the possible values of the label column, none where they are not known yet */
    DataColumnSpec spec(final List<String> classes) {
        return this == LABEL && !classes.isEmpty() ? Domains.nominal(m_title, classes)
            : new DataColumnSpecCreator(m_title, m_type).createSpec();
    }

    private static DataCell text(final String value) {
        return value == null ? DataType.getMissingCell() : new StringCell(value);
    }
}
