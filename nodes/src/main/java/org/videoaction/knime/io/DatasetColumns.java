package org.videoaction.knime.io;

import static org.videoaction.knime.table.CommonColumns.EDGES;
import static org.videoaction.knime.table.CommonColumns.END;
import static org.videoaction.knime.table.CommonColumns.FRAMES;
import static org.videoaction.knime.table.CommonColumns.LABEL;
import static org.videoaction.knime.table.CommonColumns.LABELS;
import static org.videoaction.knime.table.CommonColumns.OFFSET;
import static org.videoaction.knime.table.CommonColumns.PATH;
import static org.videoaction.knime.table.CommonColumns.SCORE;
import static org.videoaction.knime.table.CommonColumns.START;
import static org.videoaction.knime.table.CommonColumns.TIME;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.videoaction.data.list.AvaBox;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.ListFormat;
import org.videoaction.data.list.ListedBox;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.list.ListedVideo.Field;
import org.videoaction.data.sampling.Span;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;

/** The columns of the Video Dataset Reader's tables. */
final class DatasetColumns {

    private static final Column<String> SPLIT = Column.text("Split");

    private static final Columns<ListedBox> BOXES = new Columns<ListedBox>()
        .with(PATH, row -> row.video().toString())
        .with(TIME, ListedBox::seconds)
        .with(new Columns<AvaBox>()
            .with(EDGES.get(0), AvaBox::x1).with(EDGES.get(1), AvaBox::y1)
            .with(EDGES.get(2), AvaBox::x2).with(EDGES.get(3), AvaBox::y2)
            .with(LABELS, AvaBox::labels)
            .with(Column.count("Person"), box -> box.person() < 0 ? null : box.person())
            .with(SCORE, AvaBox::score).of(ListedBox::box));

    private static final Map<Field, List<Column<?>>> COLUMNS = new EnumMap<>(Map.of(Field.LABEL, List.of(LABEL),
        Field.LABELS, List.of(LABELS), Field.SPAN, List.of(START, END), Field.FRAMES, List.of(FRAMES),
        Field.OFFSET, List.of(OFFSET),
        Field.SPLIT, List.of(SPLIT)));

    private DatasetColumns() {
    }

    /** @param frames whether the frames' files are listed */
    static Columns<ListedBox> boxes(boolean frames) {
        return frames ? BOXES.with(Column.text("Frame"), row -> row.frame() == null ? null : row.frame().toString()) : BOXES;
    }

    /**
     * What a list of a format says of its videos.
     *
     * @param classes the possible values of the label column, none where they are not known yet
     */
    static Columns<ListedVideo> videos(ListFormat format, Classes classes) {
        List<Column<?>> columns = new ArrayList<>(List.of(PATH));
        COLUMNS.forEach((field, ofField) -> {
            if (format.has(field)) {
                columns.addAll(ofField);
            }
        });
        return new Columns<ListedVideo>()
            .with(PATH, video -> video.video().toString())
            .with(LABEL.among(classes), ListedVideo::label)
            .with(LABELS, ListedVideo::labels)
            .with(new Columns<Span>().with(START, Span::start).with(END, Span::end).of(ListedVideo::span))
            .with(FRAMES, ListedVideo::frames)
            .with(OFFSET, ListedVideo::offset)
            .with(SPLIT, ListedVideo::split)
            .only(columns.toArray(Column<?>[]::new));
    }
}
