package org.videoaction.knime.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.ExecutionContext;
import org.videoaction.data.list.Classes;

@Tag("runner")
class ColumnsTest {

    private static final Column<String> NAME = Column.text("Name");
    private static final Column<Double> SHARE = Column.share("Share");
    private static final Column<List<String>> WORDS = Column.texts("Words");
    private static final Columns<Thing> THINGS = new Columns<Thing>()
        .with(NAME, Thing::name)
        .with(new Columns<Part>().with(SHARE, Part::share).with(WORDS, Part::words).of(Thing::part));

    private final ExecutionContext exec = new ExecutionContext(new DefaultNodeProgressMonitor(), null);

    private record Part(double share, List<String> words) {}

    private record Thing(String name, Part part) {}

    private static List<TableRow> rows(BufferedDataTable table) {
        return StreamSupport.stream(TableRow.of(table).spliterator(), false).toList();
    }

    @Test
    void whatWasWrittenIsRead() {
        TableRow row = rows(THINGS.table(List.of(new Thing("a", new Part(0.25, List.of("x", "y")))), exec)).get(0);

        assertThat(row.key()).isEqualTo("Row0");
        assertThat(row.get(NAME)).isEqualTo("a");
        assertThat(row.number(SHARE)).contains(0.25);
        assertThat(row.get(WORDS)).containsExactly("x", "y");
    }

    @Test
    void whatIsNotThereOrNotANumberIsMissing() {
        List<TableRow> rows = rows(THINGS.table(
            List.of(new Thing(null, new Part(Double.NaN, null)), new Thing("b", null)), Thing::toString, exec));

        assertThat(rows.get(0).row().stream()).allMatch(DataCell::isMissing);
        assertThat(rows.get(1).get(SHARE)).isNull();
        assertThat(rows.get(1).number(SHARE)).isEqualTo(Optional.empty());
        assertThat(rows.get(1).get(Column.count("Other"))).as("of a column that is not there").isNull();
    }

    @Test
    void aNumberIsNoText() {
        DataTableSpec spec = THINGS.spec();

        assertThat(NAME.isIn(spec)).isTrue();
        assertThat(Column.text("Share").isIn(spec)).isFalse();
        assertThat(Column.number("Name").isIn(spec)).isFalse();
        assertThat(Column.number("Other").isIn(spec)).isFalse();
    }

    @Test
    void columnsBesideOthersOfTheSameNameGetNumbers() {
        assertThat(THINGS.after(THINGS.after(THINGS.spec())).getColumnNames()).containsExactly("Name", "Share", "Words",
            "Name (#1)", "Share (#1)", "Words (#1)", "Name (#2)", "Share (#2)", "Words (#2)");
    }

    /** KNIME forgets possible values beyond sixty. */
    @Test
    void allClassesAreKeptInTheirOrder() {
        List<String> classes = IntStream.range(0, 70).mapToObj(i -> "class " + (69 - i)).toList();
        BufferedDataTable table = new Columns<String>().with(NAME.among(new Classes(classes)), name -> name)
            .table(List.of("class 3"), exec);

        assertThat(table.getDataTableSpec().getColumnSpec("Name").getDomain().getValues()).extracting(DataCell::toString)
            .containsExactlyElementsOf(classes);
    }

    @Test
    void someColumnsKeepTheOrderOfAll() {
        assertThat(Arrays.asList(THINGS.only(WORDS, NAME).spec().getColumnNames())).containsExactly("Name", "Words");
    }

    @Test
    void aColumnThatWasRenamedIsReadFromOlderTables() {
        Column<String> old = Column.text("Reason");
        BufferedDataTable table = new Columns<String>().with(old, text -> text).table(List.of("does not exist"), exec);

        assertThat(rows(table).get(0).get(CommonColumns.PROBLEM)).isEqualTo("does not exist");
        assertThat(new Columns<String>().with(CommonColumns.PROBLEM, text -> text).spec().getColumnNames())
            .containsExactly("Problem");
    }

    @Test
    void aRenamedColumnWithClassesOrPropertiesIsReadFromOlderTablesToo() {
        Column<String> renamed = CommonColumns.PATH.among(Classes.of("a.mp4"));
        DataTableSpec older = new Columns<String>().with(Column.text("Video"), text -> text).spec();

        assertThat(renamed.isIn(older)).isTrue();
        assertThat(renamed.nameIn(older)).isEqualTo("Video");
        assertThat(renamed.nameIn(THINGS.spec())).as("of a table without it").isEqualTo("Path");
    }
}
