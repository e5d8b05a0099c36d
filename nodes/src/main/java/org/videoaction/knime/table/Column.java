package org.videoaction.knime.table;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.knime.core.data.BooleanValue;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnDomain;
import org.knime.core.data.DataColumnDomainCreator;
import org.knime.core.data.DataColumnProperties;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.DataValue;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.IntValue;
import org.knime.core.data.LongValue;
import org.knime.core.data.StringValue;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.data.image.png.PNGImageValue;
import org.videoaction.data.list.Classes;

/**
 * A column of tables: its name, and how values become cells and cells become values again. Null, and what is not a number,
 * become missing cells; missing cells, and those that hold something else, are read as null.
 *
 * @param <V> the values
 */
public final class Column<V> {

    private final DataColumnSpec spec;
    private final Class<? extends DataValue> value;
    private final Function<V, DataCell> write;
    private final Function<DataCell, V> read;
    private final String formerName;

    private Column(DataColumnSpec spec, Class<? extends DataValue> value, Function<V, DataCell> write,
        Function<DataCell, V> read) {
        this(spec, value, write, read, spec.getName());
    }

    private Column(DataColumnSpec spec, Class<? extends DataValue> value, Function<V, DataCell> write,
        Function<DataCell, V> read, String formerName) {
        this.formerName = formerName;
        this.spec = spec;
        this.value = value;
        this.write = write;
        this.read = read;
    }

    private static <V, D extends DataValue> Column<V> of(String name, DataType type, Class<D> value,
        Function<V, DataCell> write, Function<D, V> read) {
        return new Column<>(new DataColumnSpecCreator(name, type).createSpec(), value, write,
            cell -> value.isInstance(cell) ? read.apply(value.cast(cell)) : null);
    }

    /** Texts; cells of other types are read as KNIME shows them. */
    public static Column<String> text(String name) {
        return new Column<>(new DataColumnSpecCreator(name, StringCell.TYPE).createSpec(), StringValue.class,
            StringCell::new,
            cell -> cell instanceof StringValue text ? text.getStringValue() : cell.toString());
    }

    /** Numbers. */
    public static Column<Double> number(String name) {
        return of(name, DoubleCell.TYPE, DoubleValue.class,
            value -> value.isNaN() ? DataType.getMissingCell() : new DoubleCell(value), DoubleValue::getDoubleValue);
    }

    /** Numbers from 0 to 1, such as probabilities. */
    public static Column<Double> share(String name) {
        return number(name).holding(new DataColumnDomainCreator(new DoubleCell(0), new DoubleCell(1)).createDomain());
    }

    /** Whole numbers of 32 bits. */
    public static Column<Integer> count(String name) {
        return of(name, IntCell.TYPE, IntValue.class, IntCell::new, IntValue::getIntValue);
    }

    /** Whole numbers of 64 bits. */
    public static Column<Long> largeCount(String name) {
        return of(name, LongCell.TYPE, LongValue.class, LongCell::new, LongValue::getLongValue);
    }

    /** Whether something holds. */
    public static Column<Boolean> flag(String name) {
        return of(name, BooleanCell.TYPE, BooleanValue.class, BooleanCell::get, BooleanValue::getBooleanValue);
    }

    /** PNG files. */
    public static Column<byte[]> picture(String name) {
        return of(name, PNGImageCellFactory.TYPE, PNGImageValue.class, PNGImageCellFactory::create,
            value -> value.getImageContent().getByteArray());
    }

    /** Lists of texts. */
    public static Column<List<String>> texts(String name) {
        return lists(text(name));
    }

    /** Lists of numbers. */
    public static Column<List<Double>> numbers(String name) {
        return lists(number(name));
    }

    /** A cell that is no list is read as the only element of one. */
    private static <E> Column<List<E>> lists(Column<E> elements) {
        DataType type = ListCell.getCollectionType(elements.spec.getType());
        return new Column<>(new DataColumnSpecCreator(elements.name(), type).createSpec(), CollectionDataValue.class,
            list -> CollectionCellFactory.createListCell(list.stream().map(elements::cell).toList()),
            cell -> StreamSupport
                .stream((cell instanceof CollectionDataValue list ? list : List.of(cell)).spliterator(), false)
                .map(elements::value).filter(Objects::nonNull).toList());
    }

    /** Whether a type is one of texts. */
    public static boolean isText(DataType type) {
        return type.isCompatible(StringValue.class);
    }

    /** Whether a type is one of numbers. */
    public static boolean isNumber(DataType type) {
        return type.isCompatible(DoubleValue.class);
    }

    /** Whether a type is one of lists of texts. */
    public static boolean isTexts(DataType type) {
        return type.getCollectionElementType() != null && isText(type.getCollectionElementType());
    }

    /** The same column, which can hold these classes whether or not a row does; none where they are not known yet. */
    public Column<V> among(Classes classes) {
        Set<DataCell> values = new LinkedHashSet<>();
        classes.names().forEach(value -> values.add(new StringCell(value)));
        return classes.isEmpty() ? this : holding(new DataColumnDomainCreator(values).createDomain());
    }

    private Column<V> holding(DataColumnDomain domain) {
        DataColumnSpecCreator creator = new DataColumnSpecCreator(spec);
        creator.setDomain(domain);
        return new Column<>(creator.createSpec(), value, write, read, formerName);
    }

    /** The same column, with which something travels. */
    public Column<V> with(DataColumnProperties properties) {
        DataColumnSpecCreator creator = new DataColumnSpecCreator(spec);
        creator.setProperties(properties);
        return new Column<>(creator.createSpec(), value, write, read, formerName);
    }

    /** The same column, which older tables have under another name; it is read from there too. */
    Column<V> formerly(String name) {
        return new Column<>(spec, value, write, read, name);
    }

    public String name() {
        return spec.getName();
    }

    /** What the column is called in a table; its own name where the table has it under none. */
    public String nameIn(DataTableSpec table) {
        return table.containsName(name()) || !table.containsName(formerName) ? name() : formerName;
    }

    /**
     * What a setting names in a table: this column where it has the former name of it, which the table no longer has.
     *
     * @param choice the name that was saved, perhaps by an older version
     */
    public String chosenIn(DataTableSpec table, String choice) {
        return formerName.equals(choice) && !table.containsName(choice) ? name() : choice;
    }

    /** Whether a table has a column of this name, or of its former one, with such values. */
    public boolean isIn(DataTableSpec table) {
        DataColumnSpec there = table.getColumnSpec(nameIn(table));
        return there != null && there.getType().isCompatible(value);
    }

    /** As it is called beside the columns of a table, where its own name may be taken. */
    DataColumnSpec beside(DataTableSpec table) {
        if (!table.containsName(name())) {
            return spec;
        }
        DataColumnSpecCreator creator = new DataColumnSpecCreator(spec);
        creator.setName(DataTableSpec.getUniqueColumnName(table, name()));
        return creator.createSpec();
    }

    DataCell cell(V value) {
        return value == null ? DataType.getMissingCell() : write.apply(value);
    }

    V value(DataCell cell) {
        return cell.isMissing() ? null : read.apply(cell);
    }
}
