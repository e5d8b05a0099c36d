package org.videoaction.knime.score;

import static org.videoaction.knime.table.CommonColumns.CONFIDENCE;
import static org.videoaction.knime.table.CommonColumns.END;
import static org.videoaction.knime.table.CommonColumns.LABEL;
import static org.videoaction.knime.table.CommonColumns.PATH;
import static org.videoaction.knime.table.CommonColumns.PERSON;
import static org.videoaction.knime.table.CommonColumns.START;
import static org.videoaction.knime.table.CommonColumns.TIME;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.knime.table.TableRow;
import org.videoaction.knime.table.TableWriter;
import org.videoaction.model.scoring.PersonAction;

/** Who does what from when to when, gathered from rows of boxes; rows without a person, or that could not be read, say nothing. */
final class PersonActions {

    /** What somebody does in a video. */
    record Said(String video, PersonAction action) {}

    private final Map<String, List<PersonAction.Seen>> videos = new LinkedHashMap<>();

    /** @param probabilities null where the box could not be read */
    void add(String video, TableRow row, float[] probabilities) {
        Integer person = row.get(PERSON);
        if (person != null && probabilities != null) {
            videos.computeIfAbsent(video, unseen -> new ArrayList<>())
                .add(new PersonAction.Seen(row.get(TIME), person, probabilities));
        }
    }

    /** @param least the probability from which an action counts */
    BufferedDataTable table(Classes classes, double least, ExecutionContext exec) {
        TableWriter<Said> table = columns(classes).writer(exec);
        videos.forEach((video, seen) -> PersonAction.of(seen, least)
            .forEach(action -> table.add(new Said(video, action))));
        return table.close();
    }

    static Columns<Said> columns(Classes classes) {
        return new Columns<Said>().with(PATH, Said::video)
            .with(new Columns<PersonAction>().with(PERSON, PersonAction::person)
                .with(LABEL.among(classes), action -> classes.name(action.label()))
                .with(START, PersonAction::start).with(END, PersonAction::end)
                .with(CONFIDENCE, PersonAction::probability)
                .with(Column.count("Key frames"), PersonAction::keyFrames).of(Said::action));
    }
}
